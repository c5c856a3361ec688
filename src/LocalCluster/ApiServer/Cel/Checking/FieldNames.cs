using System.Collections.Frozen;
using System.Text;

namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>
/// Field names as CEL identifiers: <c>__dot__</c>, <c>__dash__</c>, <c>__slash__</c>, <c>__underscores__</c>, and keywords between double
/// underscores. Other names cannot be reached by a rule.
/// </summary>
internal static class FieldNames
{
    private static readonly FrozenSet<string> Keywords = ((string[])[
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while"]).ToFrozenSet(StringComparer.Ordinal);

    private static readonly (string Escape, string Plain)[] Sequences =
        [("__underscores__", "__"), ("__dot__", "."), ("__dash__", "-"), ("__slash__", "/")];

    /// <summary>Null when the name cannot be written.</summary>
    public static string? Escape(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            return null;
        if (Keywords.Contains(name))
            return $"__{name}__";
        var escaped = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var match = Array.FindIndex(Sequences, s => string.CompareOrdinal(name, i, s.Plain, 0, s.Plain.Length) == 0);
            if (match >= 0)
                escaped.Append(Sequences[match].Escape);
            else if (char.IsAsciiLetterOrDigit(name[i]) || name[i] == '_')
                escaped.Append(name[i]);
            else
                return null;
            i += match < 0 ? 0 : Sequences[match].Plain.Length - 1;
        }

        return escaped.ToString();
    }

    /// <summary>Null when the name holds an escape that is none.</summary>
    public static string? Unescape(string name)
    {
        if (!name.Contains("__", StringComparison.Ordinal))
            return name;
        if (name.Length > 4 && name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal) && Keywords.Contains(name[2..^2]))
            return name[2..^2];
        var plain = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length;)
        {
            var rest = name.AsSpan(i);
            var match = Array.FindIndex(Sequences, s => name.AsSpan(i).StartsWith(s.Escape, StringComparison.Ordinal));
            if (match < 0 && rest.StartsWith("__"))
                return null;
            plain.Append(match < 0 ? name[i].ToString() : Sequences[match].Plain);
            i += match < 0 ? 1 : Sequences[match].Escape.Length;
        }

        return plain.ToString();
    }
}
