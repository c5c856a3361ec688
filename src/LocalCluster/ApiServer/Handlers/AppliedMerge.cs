using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.FieldOwnership;
using LocalCluster.ApiServer.Patching;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>A server-side apply in the terms of an answer: the merged object, or the refusal that the client gets.</summary>
internal static class AppliedMerge
{
    /// <exception cref="StatusException">409 when others own what was applied; 400 or 500 when the body does not fit.</exception>
    public static JsonObject Of(JsonObject? live, JsonObject applied, Schema schema, ApplyRequest asked)
    {
        try
        {
            return ServerSideApply.Apply(live, applied, schema, asked) switch
            {
                ApplyResult.Merged merged => merged.Object,
                ApplyResult.Conflict conflict => throw Conflict(conflict),
                var other => throw new InvalidOperationException($"unknown result {other}"),
            };
        }
        catch (PatchException refused)
        {
            throw PatchBody.Failure(refused);
        }
    }

    private static StatusException Conflict(ApplyResult.Conflict conflict)
    {
        var causes = conflict.Causes.Select(cause => new JsonObject
        {
            ["reason"] = cause.Reason,
            ["message"] = cause.Message,
            ["field"] = cause.Field,
        });
        return new StatusException(409, StatusBody.Failure(409, "Conflict", conflict.Message, new JsonObject { ["causes"] = new JsonArray([.. causes]) }));
    }
}
