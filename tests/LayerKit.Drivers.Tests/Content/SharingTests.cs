using LayerKit.Drivers.Content;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>Payloads are kept once, and no longer than somebody needs them.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly ContentFixture _content = new();

    public void Dispose() => _content.Dispose();

    [Fact]
    public void What_layers_share_is_stored_once_and_goes_with_the_last_of_them()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("one", ContentFixture.Large(1)).File("two", ContentFixture.Large(2)).File("same", ContentFixture.Large(1)));
        _content.Make(ContentFixture.Top, null, writer => writer.File("zwei", ContentFixture.Large(2)).File("drei", ContentFixture.Large(3)));

        Assert.Equal(3, _content.Objects().Length);
        _content.Audit();
        _content.Remove(ContentFixture.Base);
        Assert.Equal(2, _content.Objects().Length);
        Assert.Equal(ContentFixture.Large(2), _content.Read(ContentFixture.Top, "zwei"));
        _content.Audit();
        _content.Remove(ContentFixture.Top);
        Assert.Empty(_content.Objects());
        _content.Audit();
    }

    [Fact]
    public void Small_files_in_the_same_order_are_shared_but_for_those_around_a_change()
    {
        _content.Make(ContentFixture.Base, null, writer => SmallFiles(writer, changed: -1));
        int before = _content.Objects().Length;
        _content.Make(ContentFixture.Top, null, writer => SmallFiles(writer, changed: 1500));

        Assert.InRange(before, 20, 100);
        Assert.InRange(_content.Objects().Length - before, 1, 3);
        LayerUsage both = _content.Driver.Usage([ContentFixture.Base, ContentFixture.Top]);
        LayerUsage top = _content.Driver.Usage([ContentFixture.Top]);
        Assert.Equal(2 * top.Logical, both.Logical);
        Assert.True(top.Shared > top.Logical * 8 / 10, $"{top}");
        Assert.Equal(0, both.Shared);
    }

    [Fact]
    public void Usage_is_what_is_on_disk()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("one", ContentFixture.Large(1)).File("two", ContentFixture.Large(2)));
        _content.Make(ContentFixture.Top, ContentFixture.Base, writer => writer.File("again", ContentFixture.Large(2)));
        long bytes = Directory.GetFiles(_content.Path("objects"), "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(_content.Path("layers"))).Sum(file => new FileInfo(file).Length);

        LayerUsage all = _content.Driver.Usage([ContentFixture.Base, ContentFixture.Top, ContentFixture.Top]);

        Assert.Equal((bytes, ContentFixture.Large(1).Length + (2L * ContentFixture.Large(2).Length)), (all.Stored, all.Logical));
        Assert.Equal(ContentFixture.Large(2).Length, _content.Driver.Usage([ContentFixture.Base]).Shared);
        Assert.Throws<DirectoryNotFoundException>(() => _content.Driver.Usage([CacheId.Parse("nothing")]));
    }

    [Fact]
    public void An_object_that_goes_while_a_new_layer_relies_on_it_comes_back_with_the_layer()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)));
        using (ILayerWriter writer = _content.Driver.Create(ContentFixture.Top, null, CancellationToken.None))
        {
            writer.File("g", ContentFixture.Large(1));
            _content.Remove(ContentFixture.Base);
            Assert.Empty(_content.Objects());
            writer.Commit();
        }

        Assert.Equal(ContentFixture.Large(1), _content.Read(ContentFixture.Top, "g"));
        _content.Audit();
    }

    [Fact]
    public void A_checkout_cannot_write_to_the_store()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1), mode: 0x1FF));
        _content.CheckOut(ContentFixture.Base);

        File.WriteAllText(_content.Beside("out/f"), "changed");

        Assert.Equal("1", Shell.Stat("%h", _content.Beside("out/f")));
        Assert.Equal(ContentFixture.Large(1), _content.Read(ContentFixture.Base, "f"));
        _content.Audit();
    }

    [Fact]
    public void Drivers_on_one_root_see_each_others_layers()
    {
        ContentDriver other = _content.Open();
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)));

        Assert.Equal(DriverPresence.Committed, other.Presence(ContentFixture.Base));
        other.Remove(ContentFixture.Base, CancellationToken.None);
        Assert.Equal(DriverPresence.Absent, _content.Driver.Presence(ContentFixture.Base));
        _content.Audit();
    }

    private static void SmallFiles(ILayerWriter writer, int changed)
    {
        for (int i = 0; i < 3000; i++)
        {
            writer.File($"{i:D4}", $"{(i == changed ? "SMALL" : "small")} file number {i} {new string('.', i % 300)}");
        }
    }
}
