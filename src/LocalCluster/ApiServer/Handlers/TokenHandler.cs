using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>POST of a service account's token: a signed one, for an hour unless asked otherwise.</summary>
internal sealed class TokenHandler(ApiState state) : IVerbHandler
{
    private const long DefaultSeconds = 3600;
    private const long ShortestSeconds = 600;
    private const long LongestSeconds = 1L << 32;

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var asked = await SubresourceBody.ReadAsync(request, "TokenRequest", cancellation);
        RequestNamespace.Check(asked, request);
        if (asked.Name() is { Length: > 0 } name && name != request.Info.Name)
            throw Invalid(request.Info.Name, FieldError.Invalid("metadata.name", name, "must match the service account name if specified"));
        var account = StoredForm.Read(state.Store.Find(request.Id) ?? throw Failures.NotFound(request.Resource, request.Info.Name));
        var seconds = asked.Number("spec", "expirationSeconds") ?? DefaultSeconds;
        if (seconds is < ShortestSeconds or > LongestSeconds)
        {
            var why = seconds < ShortestSeconds ? "less than 10 minutes" : "larger than 2^32 seconds";
            throw Invalid("", FieldError.Invalid("spec.expirationSeconds", seconds, $"may not specify a duration {why}"));
        }

        if (asked.Object("spec", "boundObjectRef") is { } bound)
            _ = BoundObject.Find(state, request.Id, bound);
        var audiences = asked.Texts("spec", "audiences").DefaultIfEmpty(TokenIssuer.DefaultAudience).ToList();
        var now = state.Now;
        var token = state.Tokens.Issue(Claims(account, asked.Object("spec", "boundObjectRef"), audiences, now, seconds));
        await ResponseWriter.ObjectAsync(request.Http, 201, Answer(account, asked, audiences, seconds, token, now), request.Form, cancellation);
    }

    private static StatusException Invalid(string name, FieldError error) => Failures.Invalid("authentication.k8s.io", "TokenRequest", name, [error]);

    private static JsonObject Claims(JsonObject account, JsonObject? bound, List<string> audiences, DateTimeOffset now, long seconds)
    {
        var about = new JsonObject
        {
            ["namespace"] = account.Namespace(),
            ["serviceaccount"] = new JsonObject { ["name"] = account.Name(), ["uid"] = account.Uid() },
        };
        if (bound?.Text("kind") is { } kind)
            about[kind.ToLowerInvariant()] = new JsonObject { ["name"] = bound.Text("name"), ["uid"] = bound.Text("uid") };
        return new JsonObject
        {
            ["aud"] = Audiences(audiences),
            ["exp"] = now.ToUnixTimeSeconds() + seconds,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = TokenIssuer.DefaultAudience,
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = about,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"system:serviceaccount:{account.Namespace()}:{account.Name()}",
        };
    }

    private static JsonObject Answer(JsonObject account, JsonObject asked, List<string> audiences, long seconds, string token, DateTimeOffset now)
    {
        var spec = new JsonObject { ["audiences"] = Audiences(audiences), ["expirationSeconds"] = seconds, ["boundObjectRef"] = null };
        if (asked.Object("spec", "boundObjectRef") is { } bound)
            spec["boundObjectRef"] = bound.DeepClone();
        return new JsonObject
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = account.Name(),
                ["namespace"] = account.Namespace(),
                ["creationTimestamp"] = ObjectMeta.Time(now),
            },
            ["spec"] = spec,
            ["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = ObjectMeta.Time(now.AddSeconds(seconds)) },
        };
    }

    private static JsonArray Audiences(List<string> audiences) => new([.. audiences.Select(one => (JsonNode)one)]);
}
