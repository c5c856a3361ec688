using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>What came of a server-side apply.</summary>
internal abstract record ApplyResult
{
    private ApplyResult()
    {
    }

    /// <summary>
    /// The whole object as it should become, metadata.managedFields included. When nothing but times would change the live object
    /// comes back as it is, so that no write is needed.
    /// </summary>
    public sealed record Merged(JsonObject Object) : ApplyResult;

    /// <summary>Others own what was applied: a 409 with this message and these causes.</summary>
    public sealed record Conflict(string Message, IReadOnlyList<FieldError> Causes) : ApplyResult;
}
