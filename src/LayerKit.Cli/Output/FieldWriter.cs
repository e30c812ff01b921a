namespace LayerKit.Cli.Output;

/// <summary>Names and values in two columns; further values of a name go on lines of their own.</summary>
internal sealed class FieldWriter
{
    private readonly List<(string Name, string Value)> _lines = [];

    public void Add(string name, params IReadOnlyList<string> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            _lines.Add((i == 0 ? name + ":" : "", values[i]));
        }
    }

    public void WriteTo(TextWriter writer)
    {
        int width = _lines.Max(line => line.Name.Length);
        foreach ((string name, string value) in _lines)
        {
            writer.WriteLine($"{name.PadRight(width)}  {value}");
        }
    }
}
