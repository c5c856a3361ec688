using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// An applied object has to fit its type before anything is merged: fields that are declared, values of the right kind, no item twice.
/// </summary>
internal static class AppliedObjectCheck
{
    /// <summary>Null when it fits; otherwise the server's words, one line for one error, a list for several.</summary>
    public static string? Check(JsonObject applied, FieldType type)
    {
        List<string> errors = [];
        Visit(applied, type, "", errors);
        return errors.Count switch
        {
            0 => null,
            1 => errors[0],
            _ => string.Join('\n', errors.Select(e => "  " + e).Prepend("errors:")),
        };
    }

    private static void Visit(JsonNode? value, FieldType type, string path, List<string> errors)
    {
        switch (type.FormOf(value))
        {
            case FieldType.Form.Map:
                VisitMap(value, type, path, errors);
                break;
            case FieldType.Form.List:
                VisitList(value, type, path, errors);
                break;
            default:
                if (Complaint(value, type.Scalar) is { } complaint)
                    Add(errors, path, complaint);
                break;
        }
    }

    private static void VisitMap(JsonNode? value, FieldType type, string path, List<string> errors)
    {
        if (value is not (null or JsonObject))
            Add(errors, path, $"expected map, got &{{{GoText.Loose(value)}}}");
        foreach (var (name, member) in value as JsonObject ?? [])
        {
            if (type.Member(name) is not { } memberType)
            {
                Add(errors, $"{path}.{name}", "field not declared in schema");
                return;
            }

            Visit(member, memberType, $"{path}.{name}", errors);
        }
    }

    private static void VisitList(JsonNode? value, FieldType type, string path, List<string> errors)
    {
        if (value is not (null or JsonArray))
            Add(errors, path, $"expected list, got &{{{GoText.Loose(value)}}}");
        var seen = new HashSet<PathElement>();
        var position = 0;
        foreach (var item in value as JsonArray ?? [])
        {
            if (!TryElement(item, type, position, path, errors, out var element))
                return;
            if (!seen.Add(element))
                Add(errors, path, $"duplicate entries for key {element}");
            Visit(item, type.Items, path + element, errors);
            position++;
        }
    }

    private static bool TryElement(JsonNode? item, FieldType type, int position, string path, List<string> errors, out PathElement element)
    {
        element = new PathElement($"i:{position}");
        if (type.ListIsAtomic)
            return true;
        try
        {
            element = ListItems.ElementOf(item, type);
            return true;
        }
        catch (FormatException e)
        {
            Add(errors, path, $"element {position}: {e.Message}");
            return false;
        }
    }

    private static string? Complaint(JsonNode? value, FieldType.ScalarKind expected)
    {
        var kind = value?.GetValueKind();
        return expected switch
        {
            _ when kind is null => null,
            FieldType.ScalarKind.Numeric when kind != JsonValueKind.Number => $"expected numeric (int or float), got {GoText.TypeName(value)}",
            FieldType.ScalarKind.String when kind != JsonValueKind.String => $"expected string, got &value.valueUnstructured{{Value:{GoText.Syntax(value)}}}",
            FieldType.ScalarKind.Boolean when kind is not (JsonValueKind.True or JsonValueKind.False) => $"expected boolean, got &{{{GoText.Loose(value)}}}",
            FieldType.ScalarKind.Any when kind is JsonValueKind.Object or JsonValueKind.Array => $"expected any scalar, got &{{{GoText.Loose(value)}}}",
            _ => null,
        };
    }

    private static void Add(List<string> errors, string path, string message) => errors.Add(path == "" ? message : $"{path}: {message}");
}
