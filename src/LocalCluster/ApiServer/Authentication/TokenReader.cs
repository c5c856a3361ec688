using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Authentication;

/// <summary>Checks service-account tokens: signature, times, and that the account they speak for still is the same one.</summary>
internal sealed class TokenReader(ECDsa key, ObjectStore store, TimeProvider time)
{
    /// <summary>Null when the token is not good.</summary>
    public User? Read(string token) => Claims(token) is { } claims ? UserOf(claims) : null;

    private JsonObject? Claims(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            var signed = System.Text.Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
            return key.VerifyData(signed, Base64Url(parts[2]), HashAlgorithmName.SHA256) ? ObjectText.Parse(Base64Url(parts[1])) : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or CryptographicException or InvalidCastException)
        {
            return null;
        }
    }

    private User? UserOf(JsonObject claims)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (claims.Number("exp") is not { } expires || expires <= now || claims.Number("nbf") > now + 5)
            return null;
        var space = claims.Text("kubernetes.io", "namespace") ?? "";
        var name = claims.Text("kubernetes.io", "serviceaccount", "name") ?? "";
        var uid = claims.Text("kubernetes.io", "serviceaccount", "uid");
        var account = store.Find(new ObjectId("serviceaccounts", space, name));
        if (account is null || StoredForm.Read(account).Uid() != uid)
            return null;
        return new User($"system:serviceaccount:{space}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{space}", User.AllAuthenticated])
        {
            Uid = uid,
            Extra = ExtraOf(claims),
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> ExtraOf(JsonObject claims)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>();
        if (claims.Text("jti") is { } id)
            extra["authentication.kubernetes.io/credential-id"] = [$"JTI={id}"];
        if (claims.Text("kubernetes.io", "pod", "name") is { } pod)
            extra["authentication.kubernetes.io/pod-name"] = [pod];
        if (claims.Text("kubernetes.io", "pod", "uid") is { } podUid)
            extra["authentication.kubernetes.io/pod-uid"] = [podUid];
        return extra;
    }

    private static byte[] Base64Url(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
