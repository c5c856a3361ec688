using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel;

/// <summary>The <c>fieldPath</c> of a rule: <c>.spec.replicas</c>, <c>['a.b']</c>; every step has to be known to the schema.</summary>
internal static class RuleFieldPath
{
    /// <summary>The path as errors show it; null when it does not lead anywhere.</summary>
    public static string? Normalize(string path, Schema schema)
    {
        string? normalized = null;
        var at = 0;
        while (at < path.Length)
        {
            if (TakeStep(path, ref at) is not { Length: > 0 } name)
                return null;
            var isField = schema.Properties.Count > 0;
            if ((isField ? schema.Properties.GetValueOrDefault(name) : schema.AdditionalProperties) is not { } next)
                return null;
            normalized = isField ? FieldPath.Child(normalized, name) : FieldPath.Key(normalized, name);
            schema = next;
        }

        return normalized;
    }

    private static string? TakeStep(string path, ref int at)
    {
        if (path[at] == '.')
        {
            var end = path.AsSpan(at + 1).IndexOfAny('.', '[', ']') is var length and >= 0 ? at + 1 + length : path.Length;
            var name = path[(at + 1)..end];
            at = end;
            return name;
        }

        if (!path.AsSpan(at).StartsWith("['"))
            return null;
        var close = path.IndexOf("']", at, StringComparison.Ordinal);
        if (close < 0)
            return null;
        var key = path[(at + 2)..close].Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        at = close + 2;
        return key;
    }
}
