namespace Bench.Report;

/// <summary><c>bench/README.md</c>: each suite owns what stands between its two markers, and nothing else is touched.</summary>
internal static class ReadmeFile
{
    private static readonly string Path = System.IO.Path.Join(Checkout.Root, "bench", "README.md");

    /// <exception cref="InvalidOperationException">The suite has no place in the file.</exception>
    public static void Write(string suite, string section) => File.WriteAllText(Path, With(File.ReadAllText(Path), suite, section));

    private static string With(string text, string suite, string section)
    {
        var (opening, closing) = ($"<!-- {suite} -->\n", $"<!-- /{suite} -->\n");
        var start = text.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        var end = text.IndexOf(closing, StringComparison.Ordinal);
        return start >= opening.Length && end >= start
            ? $"{text[..start]}\n{section}\n\n{text[end..]}"
            : throw new InvalidOperationException($"Give the suite a place in bench/README.md: {opening}{closing}");
    }
}
