using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>Keeps metadata.managedFields true when an object is written by anything but an apply.</summary>
internal static class FieldTracker
{
    /// <summary>Sets <c>updated.metadata.managedFields</c> in place.</summary>
    public static void Update(
        JsonObject? live, JsonObject updated, Schema s, string manager, string operation, string? subresource, string apiVersion, DateTimeOffset now)
    {
    }
}
