using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Api;

namespace Operator.Rollout;

/// <summary>
/// Stands for all that is asked of the pods. Strategies tell by it that a new rollout begins before any revision of the set exists: a
/// change of scale, of the Service or of the strategy itself is no new wish.
/// </summary>
internal static class PodWish
{
    public static string Of(CounterAppSpec spec, int restarts) => Fingerprint.Of(new JsonObject
    {
        ["image"] = spec.Image,
        ["imagePullPolicy"] = spec.ImagePullPolicy,
        ["imagePullSecrets"] = Json(spec.ImagePullSecrets),
        ["port"] = spec.Port,
        ["mountPath"] = spec.Storage.MountPath,
        ["env"] = Json(spec.Env),
        ["resources"] = Json(spec.Resources),
        ["template"] = spec.Template?.DeepClone(),
        ["restarts"] = restarts,
    });

    private static JsonNode? Json<T>(T? value) => value is null ? null : JsonSerializer.SerializeToNode(value, ApiJson.Options);
}
