using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Writes;

/// <param name="Object">The object as it was last, or as it now waits.</param>
/// <param name="Gone">False: it waits for finalizers or its grace period.</param>
internal sealed record DeletionResult(JsonObject Object, bool Gone);
