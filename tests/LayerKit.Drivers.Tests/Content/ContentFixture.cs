using System.Text;
using LayerKit.Drivers.Content;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>A content driver in a directory of its own.</summary>
internal sealed class ContentFixture : IDisposable
{
    private readonly TempRoot _temp = new();

    public ContentFixture() => Driver = Open();

    public static CacheId Base { get; } = CacheId.Parse("base");

    public static CacheId Top { get; } = CacheId.Parse("top");

    public ContentDriver Driver { get; }

    public string Root => _temp["content"];

    /// <summary>More than a run takes, and different for each seed.</summary>
    public static string Large(int seed) => string.Concat(Enumerable.Range(0, 1000).Select(i => $"{seed}:{i} "));

    /// <summary>A further driver on the same root.</summary>
    public ContentDriver Open() => new(new DriverContext(Root));

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public void Make(CacheId id, CacheId? parent, Action<ILayerWriter> entries)
    {
        using ILayerWriter writer = Driver.Create(id, parent, CancellationToken.None);
        entries(writer);
        writer.Commit();
    }

    public string Read(CacheId id, string path)
    {
        using ILayerContent content = Driver.Open(id);
        using StreamReader reader = new(content.OpenFile(Encoding.UTF8.GetBytes(path)));
        return reader.ReadToEnd();
    }

    /// <summary>The files of all objects.</summary>
    public string[] Objects() => Directory.GetFiles(Path("objects"), "*", SearchOption.AllDirectories);

    /// <summary>Checks that the root holds what its layers need and nothing else.</summary>
    public void Audit() => ContentAudit.Check(Root);

    public void Remove(params CacheId[] ids) => Array.ForEach(ids, id => Driver.Remove(id, CancellationToken.None));

    /// <summary>Checks out a layer and lists what comes out.</summary>
    public string[] CheckOut(CacheId id, string name = "out")
    {
        Driver.Checkout(id, _temp[name], CancellationToken.None);
        return Shell.Paths(_temp[name]);
    }

    public string Beside(string name) => _temp[name];

    public void Dispose()
    {
        Shell.Run("rm -rf \"$1\"/*", _temp.Path);
        _temp.Dispose();
    }
}
