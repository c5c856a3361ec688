using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>A whole object inside an object (<c>x-kubernetes-embedded-resource</c>) has to say what it is.</summary>
internal static class EmbeddedResourceCheck
{
    public static void Validate(JsonNode? node, Schema? schema, ValuePath? path, List<FieldError> errors)
    {
        path ??= ValuePath.Root;
        if (schema is null)
            return;
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
                Validate(array[i], schema.Items, path.Item(i), errors);
        }

        if (node is not JsonObject obj)
            return;
        if (schema.EmbeddedResource)
        {
            CheckType(obj, path, errors);
            CheckMetadata(obj, path.Child("metadata"), errors);
        }

        foreach (var (name, value) in obj)
        {
            if (value is JsonObject or JsonArray)
                Validate(value, schema.Member(name), schema.Properties.ContainsKey(name) ? path.Child(name) : path.Key(name), errors);
        }
    }

    private static void CheckType(JsonObject obj, ValuePath path, List<FieldError> errors)
    {
        foreach (var name in (string[])["apiVersion", "kind"])
        {
            var field = path.Child(name).ToString();
            if (!obj.TryGetPropertyValue(name, out var value))
                errors.Add(FieldError.Required(field));
            else if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.String)
                errors.Add(FieldError.Invalid(field, value, "must be a string"));
            else if (Complaint(name, scalar.GetValue<string>()) is { } complaint)
                errors.Add(FieldError.Invalid(field, value, complaint));
        }
    }

    private static void CheckMetadata(JsonObject obj, ValuePath path, List<FieldError> errors)
    {
        Add("name", obj.Name(), NameSyntax.PathSegment);
        Add("generateName", obj.Text("metadata", "generateName") ?? "", NameSyntax.PathSegment);
        foreach (var (key, value) in obj.Labels())
        {
            Add("labels", key, NameSyntax.QualifiedName);
            Add("labels", value, NameSyntax.LabelValue);
        }

        foreach (var key in obj.Annotations().Keys)
            Add("annotations", key, name => NameSyntax.QualifiedName(name.ToLowerInvariant()));
        foreach (var finalizer in obj.Finalizers())
            Add("finalizers", finalizer, NameSyntax.QualifiedName);

        void Add(string field, string text, Func<string, IEnumerable<string>> check)
        {
            if (text.Length > 0 || field == "labels")
                errors.AddRange(check(text).Select(wrong => FieldError.Invalid(path.Child(field).ToString(), text, wrong)));
        }
    }

    private static string? Complaint(string name, string text)
    {
        if (text == "")
            return "must not be empty";
        if (name == "apiVersion")
            return text.Count(c => c == '/') > 1 ? $"unexpected GroupVersion string: {text}" : null;
        return Patterns.IsMatch("^[a-z]([-a-z0-9]*[a-z0-9])?$", text.ToLowerInvariant()) && text.Length <= 63
            ? null
            : "may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    }
}
