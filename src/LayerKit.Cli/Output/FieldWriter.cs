namespace LayerKit.Cli.Output;

/// <summary>Names and values in two columns; further values of a name go on lines of their own.</summary>
internal sealed class FieldWriter(TextWriter writer)
{
    private const int NameWidth = 18;

    public void Write(string name, string value) => writer.WriteLine($"{name + ":",-NameWidth} {value}");

    public void Write(string name, IReadOnlyList<string> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            writer.WriteLine($"{(i == 0 ? name + ":" : ""),-NameWidth} {values[i]}");
        }
    }
}
