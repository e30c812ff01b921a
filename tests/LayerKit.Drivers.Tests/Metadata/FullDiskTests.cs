using LayerKit.Drivers.Metadata;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

/// <summary>A commit on file systems with less and less room, so that each of its writes fails once.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempRoot _place = new();
    private readonly LayerRecord _layer = DockerRoot.Layer("layer", DockerRoot.Layer("below"));
    private readonly RWLayerRecord _rwLayer = DockerRoot.RWLayer("web", DockerRoot.Layer("below"), init: true);

    public void Dispose() => _place.Dispose();

    [Fact]
    public void No_failed_creation_of_a_file_publishes_anything()
    {
        using var disk = Mounted.Tmpfs(_place.Path, "size=1m,nr_inodes=64");
        PrepareRoot();
        int failures = FailUntilRoomFor(disk, room => $"nr_inodes={UsedInodes() + room}", "nr_inodes=64");
        // The write set and five files of a layer stay; above them an intent, a write set and three files of an RW layer.
        Assert.True(failures >= 12, $"only {failures} failures were seen");
    }

    [Fact]
    public void No_failed_write_publishes_anything()
    {
        using var disk = Mounted.Tmpfs(_place.Path, "size=64k");
        PrepareRoot();
        int failures = FailUntilRoomFor(disk, room => $"size={(1 + room) * Environment.SystemPageSize}", "size=64k");
        // Five files of a layer and three of an RW layer; intents are empty.
        Assert.True(failures >= 8, $"only {failures} failures were seen");
    }

    /// <summary>The directories exist before the limits are drawn: what fails then is the transaction.</summary>
    private void PrepareRoot()
    {
        DockerMetadataStore store = new DockerRoot(_place.Path).Open();
        store.Begin().Dispose();
        File.WriteAllText(Path.Combine(_place.Path, "ballast"), "a limit of no page at all would be no limit");
        Directory.CreateDirectory(Path.GetDirectoryName(new DockerRoot(_place.Path).PathOf(_layer))!);
        Directory.CreateDirectory(Path.GetDirectoryName(new DockerRoot(_place.Path).PathOf(_rwLayer))!);
    }

    private int FailUntilRoomFor(Mounted disk, Func<int, string> limit, string plenty)
    {
        int failures = 0;
        for (int room = 0; room < 64; room++)
        {
            disk.Remount(limit(room));
            bool failed = !TryCommit(room);
            disk.Remount(plenty);
            CheckNothingHalf();
            if (!failed)
            {
                return failures;
            }

            failures++;
        }

        throw new InvalidOperationException("the commits never had enough room");
    }

    private bool TryCommit(int room)
    {
        DockerMetadataStore store = new DockerRoot(_place.Path).Open(sync: room % 2 == 0);
        try
        {
            DockerRoot.Commit(store, _layer);
            store.RemoveLayer(_layer.ChainId);
            store.Forget(_layer.CacheId);
            DockerRoot.Commit(store, _layer);
            DockerRoot.Commit(store, _rwLayer);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void CheckNothingHalf()
    {
        DockerRoot root = new(_place.Path);
        DockerMetadataStore store = root.Open();
        Assert.Empty(root.Names("tmp"));
        Assert.All(store.Layers(), chainId => Assert.Equal(_layer, store.FindLayer(chainId)! with { Created = default }));
        Assert.All(store.RWLayers(), name => Assert.Equal(_rwLayer, store.FindRWLayer(name)));
        Assert.All(store.Layers(), chainId => Assert.Equal("split data", DockerRoot.ReadSplit(store, chainId)));
        store.RemoveLayer(_layer.ChainId);
        store.RemoveRWLayer("web");
        store.Orphans().ToList().ForEach(store.Forget);
        Assert.Empty(root.IntentNames());
    }

    private int UsedInodes() => 1 + Directory.GetFileSystemEntries(_place.Path, "*", SearchOption.AllDirectories).Length;
}
