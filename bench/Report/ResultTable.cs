namespace Bench.Report;

/// <summary>One table: the first column names what was measured, the others hold figures.</summary>
internal sealed record ResultTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>As Markdown, padded so that it also reads well in a terminal.</summary>
    public override string ToString()
    {
        var widths = Columns.Select((column, i) => Rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        var rule = widths.Select((width, i) => i == 0 ? new string('-', width) : new string('-', width - 1) + ":");
        return string.Join('\n', [Title, "", Line(Columns, widths), Line([.. rule], widths), .. Rows.Select(row => Line(row, widths))]);
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |";
}
