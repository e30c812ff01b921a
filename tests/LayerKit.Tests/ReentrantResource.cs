using LayerKit.References;

namespace LayerKit.Tests;

/// <summary>Writes down how it is counted and freed, and runs something in the middle of the first count.</summary>
internal sealed class ReentrantResource : ICountedResource
{
    public List<string> Seen { get; } = [];

    public Action? Between { get; set; }

    public void Counted(int change)
    {
        Action? between = Between;
        Between = null;
        between?.Invoke();
        Seen.Add(change > 0 ? "+1" : "-1");
    }

    public void Free() => Seen.Add("freed");
}
