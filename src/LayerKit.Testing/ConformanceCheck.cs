namespace LayerKit.Testing;

/// <summary>One thing that a plugin has to do; a test of any framework runs it.</summary>
public sealed class ConformanceCheck
{
    private readonly Action _body;

    internal ConformanceCheck(string name, Action body)
    {
        Name = name;
        _body = body;
    }

    /// <summary>What is checked, as a sentence with underscores.</summary>
    public string Name { get; }

    /// <summary>Checks it in a temporary directory of its own, which is gone afterwards.</summary>
    /// <exception cref="ConformanceException">The plugin does not do it. What the plugin throws unexpectedly comes through as it is.</exception>
    public void Run() => _body();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
