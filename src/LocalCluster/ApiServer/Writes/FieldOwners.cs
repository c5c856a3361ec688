using System.Text.Json.Nodes;
using LocalCluster.ApiServer.FieldOwnership;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Records in metadata.managedFields who wrote what, for every write that is not an apply.</summary>
internal static class FieldOwners
{
    private const int LongestManager = 128;

    /// <summary>The manager of a request: what it says, or else the program in its User-Agent.</summary>
    public static string ManagerOf(ApiRequest request)
    {
        if (request.Query("fieldManager") is { Length: > 0 } said)
            return said;
        var program = request.Http.Request.Headers.UserAgent.ToString().Split('/')[0];
        var printable = new string([.. program.Where(c => !char.IsControl(c))]);
        return printable.Length > LongestManager ? printable[..LongestManager] : printable;
    }

    /// <param name="request">The write.</param>
    /// <param name="live">The object before it, null when it is new.</param>
    /// <param name="obj">The object after it; its managedFields are set.</param>
    /// <param name="now">When.</param>
    public static void Track(ApiRequest request, JsonObject? live, JsonObject obj, DateTimeOffset now)
    {
        var resource = request.Resource;
        if (resource.StoredSchema is not { } schema)
        {
            obj.Metadata().Remove("managedFields");
            return;
        }

        FieldTracker.Update(
            live, obj, schema, ManagerOf(request), FieldOwner.Update, request.Info.Subresource, resource.ApiVersion, now, !resource.IsCustom || resource.HasStatus);
    }
}
