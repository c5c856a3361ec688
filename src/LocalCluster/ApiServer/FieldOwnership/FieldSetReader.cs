using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>The fields that an applied object speaks of: its leaves, the items of its lists, its empty maps.</summary>
internal static class FieldSetReader
{
    public static FieldSet Read(JsonObject obj, FieldType type)
    {
        var set = new FieldSet();
        Visit(obj, type, [], set);
        return set;
    }

    private static void Visit(JsonNode? value, FieldType type, List<PathElement> path, FieldSet set)
    {
        switch (type.FormOf(value))
        {
            case FieldType.Form.Map when type.MapIsAtomic:
            case FieldType.Form.List when type.ListIsAtomic:
            case FieldType.Form.Scalar:
                set.Add(path);
                break;
            case FieldType.Form.Map:
                VisitMembers(value as JsonObject, type, path, set);
                break;
            default:
                VisitItems(value as JsonArray, type, path, set);
                break;
        }
    }

    private static void VisitMembers(JsonObject? obj, FieldType type, List<PathElement> path, FieldSet set)
    {
        foreach (var (name, value) in obj ?? [])
        {
            if (type.Member(name) is not { } member)
                continue;
            path.Add(PathElement.Field(name));
            Visit(value, member, path, set);
            if (value is null or JsonObject { Count: 0 } || type.Field(name) is null)
                set.Add(path);
            path.RemoveAt(path.Count - 1);
        }
    }

    private static void VisitItems(JsonArray? array, FieldType type, List<PathElement> path, FieldSet set)
    {
        foreach (var (element, items) in ListItems.Group(array, type))
        {
            path.Add(element);
            if (items.Count == 1)
                Visit(items[0], type.Items, path, set);
            set.Add(path);
            path.RemoveAt(path.Count - 1);
        }
    }
}
