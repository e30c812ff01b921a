using LayerKit.References;

namespace LayerKit.Tests;

/// <summary>Writes down how it is counted and freed, and runs something in the middle of the first count down.</summary>
internal sealed class ReentrantResource : ICountedResource
{
    public List<string> Seen { get; } = [];

    public Action? Between { get; set; }

    public void Counted(int change)
    {
        Seen.Add(change > 0 ? "+1" : "-1");
        Action? between = Between;
        Between = null;
        between?.Invoke();
    }

    public void Free() => Seen.Add("freed");
}
