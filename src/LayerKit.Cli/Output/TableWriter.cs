namespace LayerKit.Cli.Output;

/// <summary>Lines up columns with two spaces between them.</summary>
internal sealed class TableWriter
{
    private readonly List<string[]> _rows;

    /// <summary>A table that starts with a row of headings.</summary>
    public TableWriter(params string[] headings) => _rows = [headings];

    /// <summary>Adds a row with as many cells as there are headings.</summary>
    public void Add(params string[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, _rows[0].Length);
        _rows.Add(cells);
    }

    public void WriteTo(TextWriter writer)
    {
        int[] widths = [.. _rows[0].Select((_, column) => _rows.Max(row => row[column].Length))];
        foreach (string[] row in _rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
