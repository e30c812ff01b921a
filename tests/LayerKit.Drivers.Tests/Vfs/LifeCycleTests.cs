using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Vfs;

public sealed class LifeCycleTests : IDisposable
{
    private const int NoSpace = 28;

    private readonly VfsFixture _vfs = new();

    public void Dispose() => _vfs.Dispose();

    [Fact]
    public void A_layer_is_absent_until_its_commit()
    {
        using (ILayerWriter writer = _vfs.Driver.Create(VfsFixture.Base, null, CancellationToken.None))
        {
            writer.File("f");
            Assert.Equal(DriverPresence.Absent, _vfs.Driver.Presence(VfsFixture.Base));
            Assert.Equal([VfsFixture.Base], _vfs.Driver.List());
            writer.Commit();
        }

        Assert.Equal(DriverPresence.Committed, _vfs.Driver.Presence(VfsFixture.Base));
        Assert.Equal([VfsFixture.Base], _vfs.Driver.List());
        _vfs.Driver.Sync();
    }

    [Fact]
    public void Dispose_without_commit_leaves_nothing()
    {
        using (ILayerWriter writer = _vfs.Driver.Create(VfsFixture.Base, null, CancellationToken.None))
        {
            writer.File("d/f").Directory("locked", 0);
        }

        AssertNothing();
    }

    [Fact]
    public void A_cancelled_copy_of_the_parent_leaves_nothing()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("d/f"));
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _vfs.Driver.Create(VfsFixture.Top, VfsFixture.Base, source.Token));
        Assert.Throws<OperationCanceledException>(
            () => _vfs.Driver.CreateReadWrite(VfsFixture.Top, VfsFixture.Base, new ReadWriteOptions(), source.Token));

        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);
        AssertNothing();
    }

    [Fact]
    public void A_full_file_system_leaves_nothing_and_says_so_as_dotnet_does()
    {
        using TempRoot temp = new();
        Shell.Run("mount -t tmpfs -o size=1M layerkit-test \"$1\"", temp.Path);
        try
        {
            using VfsFixture vfs = new(temp.Path);
            vfs.Make(VfsFixture.Base, null, writer => writer.File("f", new string('x', 600_000)));
            string before = Shell.Run("find \"$1\" | sort", temp.Path);

            IOException apply = Assert.ThrowsAny<IOException>(() => vfs.Make(CacheId.Parse("full"), null, writer => writer.File("big", new string('x', 2_000_000))));
            IOException copy = Assert.ThrowsAny<IOException>(() => vfs.Make(VfsFixture.Top, VfsFixture.Base, _ => { }));

            Assert.Equal([NoSpace, NoSpace], [apply.HResult, copy.HResult]);
            Assert.Equal(before, Shell.Run("find \"$1\" | sort", temp.Path));
        }
        finally
        {
            Shell.Run("umount \"$1\"", temp.Path);
        }
    }

    [Fact]
    public void Removal_is_idempotent_and_takes_staging_along()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("d/f").Directory("locked", 0));
        Directory.CreateDirectory(_vfs.Path("layerkit/staging/base/left"));

        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);
        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);

        AssertNothing();
    }

    [Fact]
    public void A_cancelled_removal_has_hidden_the_layer_and_the_next_one_finishes_it()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("d/f"));
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _vfs.Driver.Remove(VfsFixture.Base, source.Token));
        Assert.Equal(DriverPresence.Absent, _vfs.Driver.Presence(VfsFixture.Base));
        Assert.Single(Directory.GetDirectories(_vfs.Path("layerkit/removing")));

        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);
        AssertNothing();
    }

    [Fact]
    public void Removal_of_one_id_leaves_those_that_start_with_it()
    {
        CacheId init = VfsFixture.Base.Init;
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("f"));
        _vfs.Make(init, null, writer => writer.File("f"));
        Directory.CreateDirectory(_vfs.Path("layerkit/removing/base-init-0123456789abcdef"));

        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);

        Assert.Equal(DriverPresence.Committed, _vfs.Driver.Presence(init));
        Assert.Single(Directory.GetDirectories(_vfs.Path("layerkit/removing")));
    }

    [Fact]
    public void What_a_killed_writer_left_is_not_in_the_way()
    {
        Directory.CreateDirectory(_vfs.Path("layerkit/staging/base/old"));

        _vfs.Make(VfsFixture.Base, null, writer => writer.File("new"));

        Assert.Equal(["new"], Shell.Paths(_vfs.BaseTree));
    }

    [Fact]
    public void An_id_is_taken_once()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("first"));

        Assert.Throws<IOException>(() => _vfs.Driver.Create(VfsFixture.Base, null, CancellationToken.None));
        Assert.Equal(["first"], Shell.Paths(_vfs.BaseTree));
    }

    [Fact]
    public void What_is_not_there_cannot_be_opened_or_built_on()
    {
        Assert.Throws<DirectoryNotFoundException>(() => _vfs.Driver.Open(VfsFixture.Base));
        Assert.Throws<DirectoryNotFoundException>(() => _vfs.Driver.Create(VfsFixture.Top, VfsFixture.Base, CancellationToken.None));
        AssertNothing();
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_damage()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("f"));
        File.WriteAllText(_vfs.Path("layerkit/deviations/base.jsonl"), "{\"path\":1}\n");

        Assert.Equal(DriverPresence.Damaged, _vfs.Driver.Presence(VfsFixture.Base));
        Assert.Throws<InvalidDataException>(() => _vfs.Driver.Open(VfsFixture.Base));
    }

    [Fact]
    public void Trees_are_out_of_reach_for_other_users()
    {
        Assert.Equal("700", Shell.Stat("%a", _vfs.Path("dir")));
        Assert.Equal("700", Shell.Stat("%a", _vfs.Path("layerkit/staging")));
    }

    [Fact]
    public void Options_are_refused_all_at_once()
    {
        KeyValuePair<string, string>[] options = [new("vfs.size", "1G"), new("vfs.odd", "x")];

        DriverOptionException error = Assert.Throws<DriverOptionException>(
            () => BuiltInDrivers.CreateCatalog().FindDriver("vfs")!.Create(new DriverContext(_vfs.Path("")), options));

        Assert.Contains("vfs.size=1G", error.Message, StringComparison.Ordinal);
        Assert.Contains("vfs.odd=x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_tells_where_a_layer_is_and_what_it_stands_on()
    {
        Assert.Equal(_vfs.BaseTree, _vfs.Driver.Describe(VfsFixture.Base)["SourceDir"]);
        Assert.Equal("Backing Filesystem", _vfs.Driver.Status[0].Name);
        Assert.NotEmpty(_vfs.Driver.Status[0].Value);
    }

    private void AssertNothing() => Assert.Equal(
        ["dir/", "layerkit/", "layerkit/deviations/", "layerkit/removing/", "layerkit/staging/", "layerkit/views-new/", "layerkit/views/"],
        Shell.Paths(_vfs.Path("")));
}
