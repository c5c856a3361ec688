using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>Rules that a binding gives, and the words for why.</summary>
internal sealed record Grant(IReadOnlyList<JsonObject> Rules, string Reason);
