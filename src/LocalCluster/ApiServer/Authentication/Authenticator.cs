using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using LocalCluster.ApiServer.Certificates;
using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Authentication;

/// <summary>Turns a connection and a header into a user: a client certificate of the cluster's authority, or a service account's token.</summary>
internal sealed class Authenticator(Authority authority, TokenReader tokens)
{
    /// <summary>A certificate is verified once: the object belongs to its connection, and verifying costs more than most requests.</summary>
    private readonly ConditionalWeakTable<X509Certificate2, User> _verified = [];

    public TokenReader Tokens { get; } = tokens;

    /// <exception cref="StatusException">401: a credential was shown and is not good.</exception>
    public User Authenticate(HttpContext http)
    {
        if (http.Request.Headers.Authorization.FirstOrDefault() is { } header
            && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && header["Bearer ".Length..].Trim() is { Length: > 0 } token)
        {
            return Tokens.Read(token) ?? throw Failures.Unauthorized();
        }

        if (http.Connection.ClientCertificate is { } certificate)
            return _verified.TryGetValue(certificate, out var known) ? known : Verify(certificate);
        return User.Anonymous;
    }

    private User Verify(X509Certificate2 certificate)
    {
        if (!authority.Signed(certificate)) throw Failures.Unauthorized();
        var user = UserOf(certificate);
        _verified.AddOrUpdate(certificate, user);
        return user;
    }

    /// <summary>Common name is the user, organizations are the groups.</summary>
    private static User UserOf(X509Certificate2 certificate)
    {
        List<string> groups = [];
        var name = "";
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            switch (part.GetSingleElementType().Value)
            {
                case "2.5.4.3":
                    name = part.GetSingleElementValue() ?? "";
                    break;
                case "2.5.4.10":
                    groups.Add(part.GetSingleElementValue() ?? "");
                    break;
            }
        }

        groups.Add(User.AllAuthenticated);
        return new User(name, groups)
        {
            Extra = new Dictionary<string, IReadOnlyList<string>>
            {
                ["authentication.kubernetes.io/credential-id"] =
                    ["X509SHA256=" + Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256))],
            },
        };
    }
}
