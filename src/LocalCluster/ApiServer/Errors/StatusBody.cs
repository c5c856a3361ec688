using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Errors;

/// <summary>Spells <c>metav1.Status</c> objects.</summary>
internal static class StatusBody
{
    public static JsonObject Failure(int code, string? reason, string message, JsonObject? details)
    {
        var body = Start("Failure");
        body["message"] = message;
        if (reason is not null)
            body["reason"] = reason;
        if (details is not null)
            body["details"] = details;
        body["code"] = code;
        return body;
    }

    /// <summary>What a deletion answers when the object is gone at once.</summary>
    public static JsonObject Deleted(string group, string resource, string name, string? uid)
    {
        var details = Details(group, resource, name);
        if (uid is not null)
            details["uid"] = uid;
        var body = Start("Success");
        body["details"] = details;
        return body;
    }

    public static JsonObject Success(int code)
    {
        var body = Start("Success");
        body["code"] = code;
        return body;
    }

    public static JsonObject Details(string group, string kind, string? name)
    {
        var details = new JsonObject();
        if (!string.IsNullOrEmpty(name))
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        if (kind.Length > 0)
            details["kind"] = kind;
        return details;
    }

    private static JsonObject Start(string status) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = status,
    };
}
