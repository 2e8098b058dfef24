package issuer

import (
	"net/http"

	"github.com/go-jose/go-jose/v4"
)

// configuration is what the issuer says of itself (OpenID Connect Discovery, 3).
func (i *Issuer) configuration(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, map[string]any{
		"issuer":                                         i.URL(),
		"authorization_endpoint":                         i.URL() + "/authorize",
		"token_endpoint":                                 i.URL() + "/token",
		"jwks_uri":                                       i.URL() + "/jwks",
		"revocation_endpoint":                            i.URL() + "/revoke",
		"device_authorization_endpoint":                  i.URL() + "/device_authorization",
		"response_types_supported":                       []string{"code"},
		"response_modes_supported":                       []string{"query"},
		"grant_types_supported":                          []string{"authorization_code", "refresh_token", deviceGrant},
		"subject_types_supported":                        []string{"public"},
		"id_token_signing_alg_values_supported":          []jose.SignatureAlgorithm{jose.EdDSA},
		"token_endpoint_auth_methods_supported":          []string{"none"},
		"revocation_endpoint_auth_methods_supported":     []string{"none"},
		"code_challenge_methods_supported":               []string{"S256"},
		"scopes_supported":                               scopes,
		"prompt_values_supported":                        prompts,
		"claims_supported":                               []string{"iss", "sub", "aud", "iat", "exp", "nonce", "auth_time", "sid", "email", "email_verified", "name"},
		"request_uri_parameter_supported":                false,
		"authorization_response_iss_parameter_supported": true,
	})
}

func (i *Issuer) jwks(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{i.keys.jwk()}})
}
