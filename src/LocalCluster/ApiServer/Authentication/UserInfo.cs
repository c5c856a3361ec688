using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Authentication;

/// <summary>A user as reviews spell one.</summary>
internal static class UserInfo
{
    public static JsonObject Of(User user)
    {
        var info = new JsonObject { ["username"] = user.Name };
        if (user.Uid is { } uid)
            info["uid"] = uid;
        info["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]);
        if (user.Extra.Count > 0)
            info["extra"] = new JsonObject(user.Extra.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)new JsonArray([.. one.Value.Select(value => (JsonNode)value)]))));
        return info;
    }

    public static User FromSpec(JsonObject spec) => new(spec.Text("user") ?? "", [.. spec.Texts("groups")]) { Uid = spec.Text("uid") };
}
