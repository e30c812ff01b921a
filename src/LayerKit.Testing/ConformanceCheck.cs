namespace LayerKit.Testing;

/// <summary>One thing that a plugin has to do; a test of any framework runs it.</summary>
public sealed class ConformanceCheck
{
    private readonly Action _body;

    internal ConformanceCheck(string name, Action body, string? notApplicable = null)
    {
        Name = name;
        NotApplicable = notApplicable;
        _body = body;
    }

    /// <summary>What is checked, as a sentence with underscores.</summary>
    public string Name { get; }

    /// <summary>Why the check says nothing about this plugin in this place, such as an ability that it does not have; null when it applies.</summary>
    public string? NotApplicable { get; }

    /// <summary>Checks it in a temporary directory of its own, which is gone afterwards.</summary>
    /// <exception cref="ConformanceException">The plugin does not do it. What the plugin throws unexpectedly comes through as it is.</exception>
    /// <exception cref="InvalidOperationException">The check is <see cref="NotApplicable"/>, so that nobody counts it as passed.</exception>
    public void Run()
    {
        if (NotApplicable is not null)
        {
            throw new InvalidOperationException($"{Name} does not apply: {NotApplicable}");
        }

        _body();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
