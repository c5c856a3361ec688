using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>x-kubernetes-map-type, -list-type and -list-map-keys: how lists and maps are merged has to be possible with what they hold.</summary>
internal static class ListKeywordRules
{
    private const string MapTypeKeyword = "x-kubernetes-map-type";
    private const string ListTypeKeyword = "x-kubernetes-list-type";
    private const string KeysKeyword = "x-kubernetes-list-map-keys";

    public static IEnumerable<FieldError> Check(SchemaNode node, string path) =>
        [.. CheckMapType(node, path), .. CheckListType(node, path), .. CheckKeys(node, path), .. CheckListMap(node, path), .. CheckItems(node, path)];

    private static IEnumerable<FieldError> CheckMapType(SchemaNode node, string path)
    {
        if (!node.Has(MapTypeKeyword))
            yield break;
        if (node.Type != "object")
            yield return WrongType(node, path, "must be object if x-kubernetes-map-type is specified");
        if (node.Text(MapTypeKeyword) is not ("atomic" or "granular"))
            yield return FieldError.NotSupported($"{path}.{MapTypeKeyword}", node.Text(MapTypeKeyword), ["atomic", "granular"]);
    }

    private static IEnumerable<FieldError> CheckListType(SchemaNode node, string path)
    {
        if (!node.Has(ListTypeKeyword))
            yield break;
        var listType = node.Text(ListTypeKeyword);
        if (node.Type != "array")
            yield return WrongType(node, path, "must be array if x-kubernetes-list-type is specified");
        else if (listType == "set" && node.Items is { } items && SetItem(items, path) is { } error)
            yield return error;
        if (listType is not ("atomic" or "set" or "map"))
            yield return FieldError.NotSupported($"{path}.{ListTypeKeyword}", listType, ["atomic", "set", "map"]);
    }

    private static FieldError? SetItem(SchemaNode items, string path)
    {
        const string Atomic = "must be atomic as item of a list with x-kubernetes-list-type=set";
        var listType = items.Has(ListTypeKeyword) ? items.Text(ListTypeKeyword) : null;
        return items.Type switch
        {
            "array" when listType is not (null or "atomic") => FieldError.Invalid($"{path}.items.{ListTypeKeyword}", listType, Atomic),
            "object" when items.Text(MapTypeKeyword) != "atomic" => FieldError.Invalid($"{path}.items.{MapTypeKeyword}", listType, Atomic),
            _ => null,
        };
    }

    private static IEnumerable<FieldError> CheckKeys(SchemaNode node, string path)
    {
        if (node.ListMapKeys.Count == 0)
            yield break;
        if (!node.Has(ListTypeKeyword))
            yield return FieldError.Required($"{path}.{ListTypeKeyword}", "must be map if x-kubernetes-list-map-keys is non-empty");
        else if (node.Text(ListTypeKeyword) != "map")
            yield return FieldError.Invalid($"{path}.{ListTypeKeyword}", node.Text(ListTypeKeyword), "must be map if x-kubernetes-list-map-keys is non-empty");
    }

    private static IEnumerable<FieldError> CheckListMap(SchemaNode node, string path)
    {
        if (node.Text(ListTypeKeyword) != "map")
            yield break;
        if (node.ListMapKeys.Count == 0)
            yield return FieldError.Required($"{path}.{KeysKeyword}", "must not be empty if x-kubernetes-list-type is map");
        if (node.Items is not { } items)
        {
            yield return FieldError.Required($"{path}.items", "must have a schema if x-kubernetes-list-type is map");
            yield break;
        }

        if (items.Type != "object")
            yield return FieldError.Invalid($"{path}.items.type", items.Type, "must be object if parent array's x-kubernetes-list-type is map");
        else
        {
            foreach (var error in CheckKeyProperties(node, items, path))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> CheckKeyProperties(SchemaNode node, SchemaNode items, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var keys = new JsonArray([.. node.ListMapKeys.Select(k => JsonValue.Create(k))]);
        foreach (var key in node.ListMapKeys)
        {
            if (items.Property(key) is not { } property)
                yield return FieldError.Invalid($"{path}.{KeysKeyword}", keys, "entries must all be names of item properties");
            else if (property.Type is "array" or "object")
                yield return FieldError.Invalid($"{path}.items.properties[{key}].type", items.Type, "must be a scalar type if parent array's x-kubernetes-list-type is map");
            if (!seen.Add(key))
                yield return FieldError.Invalid($"{path}.{KeysKeyword}", keys, "must not contain duplicate entries");
        }
    }

    /// <summary>An item of a set or list-map is never null, and its keys are always there.</summary>
    private static IEnumerable<FieldError> CheckItems(SchemaNode node, string path)
    {
        var listType = node.Text(ListTypeKeyword);
        if (listType is not ("set" or "map") || node.Items is not { } items)
            yield break;
        if (items.Flag("nullable"))
            yield return FieldError.Forbidden($"{path}.items.nullable", "cannot be nullable when x-kubernetes-list-type is " + listType);
        foreach (var key in listType == "map" ? node.ListMapKeys : [])
        {
            if (items.Property(key) is not { } property)
                continue;
            var field = $"{path}.items.properties[{key}]";
            if (!items.Texts("required").Contains(key) && !property.Has("default"))
                yield return FieldError.Required($"{field}.default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
            if (property.Flag("nullable"))
                yield return FieldError.Forbidden($"{field}.nullable", "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
        }
    }

    private static FieldError WrongType(SchemaNode node, string path, string message) =>
        node.Type == "" ? FieldError.Required($"{path}.type", message) : FieldError.Invalid($"{path}.type", node.Type, message);
}
