using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Observe;

namespace Operator.Apply;

/// <summary>
/// Takes annotations off the app that have been acted on, each only while it still has the value that was acted on: a new one that
/// somebody sets in the meantime stays.
/// </summary>
internal sealed class ActionRemover(KubeClient client)
{
    public async Task RemoveAsync(Observed observed, CancellationToken cancellationToken)
    {
        foreach (var annotation in observed.SpentActions)
        {
            var path = $"/metadata/annotations/{annotation.Replace("/", "~1", StringComparison.Ordinal)}";
            var patch = Patch.Json(
            [
                new JsonObject { ["op"] = "test", ["path"] = path, ["value"] = observed.Annotation(annotation) },
                new JsonObject { ["op"] = "remove", ["path"] = path },
            ]);
            try
            {
                await client.PatchAsync<CounterApp>(new ObjectKey(observed.Namespace, observed.Name), patch, null, cancellationToken);
            }
            catch (ApiException e) when (e.IsNotFound || e.IsInvalid)
            {
                // The app is gone, or somebody was faster: the next look sees which.
            }
        }
    }
}
