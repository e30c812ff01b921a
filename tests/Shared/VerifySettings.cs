namespace LayerKit.Tests;

/// <summary>The part of Verify's settings that LayerKit's tests use.</summary>
internal sealed class VerifySettings
{
    private readonly List<Func<string, string>> _scrubbers = [];

    public string? MethodName { get; private set; }

    public void AddScrubber(Func<string, string> scrubber) => _scrubbers.Add(scrubber);

    public void UseMethodName(string name) => MethodName = name;

    public string Scrub(string text) => _scrubbers.Aggregate(text, (current, scrubber) => scrubber(current));
}
