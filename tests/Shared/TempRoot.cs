namespace LayerKit.Tests;

/// <summary>A directory of a test's own, removed with everything in it afterwards.</summary>
internal sealed class TempRoot : IDisposable
{
    public TempRoot(string? below = null)
    {
        Path = System.IO.Path.Combine(below ?? System.IO.Path.GetTempPath(), "layerkit-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
