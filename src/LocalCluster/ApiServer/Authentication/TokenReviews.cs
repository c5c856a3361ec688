using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Authentication;

/// <summary>Answers whose token that is.</summary>
internal static class TokenReviews
{
    public static JsonObject Status(Authenticator authenticator, JsonObject spec)
    {
        if (authenticator.Tokens.Read(spec.Text("token") ?? "") is not { } user)
            return new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
        return new JsonObject
        {
            ["authenticated"] = true,
            ["user"] = UserInfo.Of(user),
            ["audiences"] = new JsonArray(TokenIssuer.DefaultAudience),
        };
    }
}
