using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;
using LayerKit.Registration;

namespace LayerKit.Drivers.Tests.Content;

public sealed class LifeCycleTests : IDisposable
{
    private readonly ContentFixture _content = new();

    public void Dispose() => _content.Dispose();

    [Fact]
    public void A_layer_is_there_from_its_commit_to_its_removal()
    {
        Assert.Equal(DriverPresence.Absent, _content.Driver.Presence(ContentFixture.Base));
        using (ILayerWriter writer = _content.Driver.Create(ContentFixture.Base, null, CancellationToken.None))
        {
            writer.File("f", ContentFixture.Large(1));
            Assert.Equal(DriverPresence.Absent, _content.Driver.Presence(ContentFixture.Base));
            Assert.Throws<DirectoryNotFoundException>(() => _content.Driver.Open(ContentFixture.Base));
            writer.Commit();
        }

        Assert.Equal(DriverPresence.Committed, _content.Driver.Presence(ContentFixture.Base));
        Assert.Equal([ContentFixture.Base], _content.Driver.List());
        Assert.Equal(_content.Path("layers/base"), _content.Driver.Describe(ContentFixture.Base)["IndexFile"]);
        Assert.Throws<IOException>(() => _content.Driver.Create(ContentFixture.Base, null, CancellationToken.None));
        _content.Driver.Sync();
        _content.Remove(ContentFixture.Base, ContentFixture.Base);
        Assert.Empty(_content.Driver.List());
        _content.Audit();
    }

    [Fact]
    public void A_parent_has_to_be_there()
    {
        Assert.Throws<DirectoryNotFoundException>(() => _content.Driver.Create(ContentFixture.Top, ContentFixture.Base, CancellationToken.None));
        Assert.Empty(_content.Driver.List());
    }

    [Fact]
    public void Without_a_commit_nothing_stays()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)));
        using (ILayerWriter writer = _content.Driver.Create(ContentFixture.Top, ContentFixture.Base, CancellationToken.None))
        {
            writer.File("shared", ContentFixture.Large(1)).File("own", ContentFixture.Large(2)).File("small", "s");
        }

        Assert.Single(_content.Objects());
        Assert.Equal([ContentFixture.Base], _content.Driver.List());
        _content.Audit();
    }

    [Fact]
    public void A_payload_that_breaks_off_leaves_nothing()
    {
        Assert.Throws<EndOfStreamException>(() => _content.Make(ContentFixture.Base, null, writer =>
        {
            writer.File("f", ContentFixture.Large(1));
            writer.Add(new LayerEntry { Path = "cut"u8, Size = 10_000 }, new BytesPayload(new byte[5000], 10_000));
        }));

        Assert.Empty(_content.Driver.List());
        Assert.Empty(_content.Objects());
        _content.Audit();
    }

    [Fact]
    public void A_cancelled_removal_is_finished_by_the_next()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)));

        Assert.Throws<OperationCanceledException>(() => _content.Driver.Remove(ContentFixture.Base, new CancellationToken(canceled: true)));

        Assert.Equal(DriverPresence.Absent, _content.Driver.Presence(ContentFixture.Base));
        Assert.Equal([ContentFixture.Base], _content.Driver.List());
        _content.Remove(ContentFixture.Base);
        Assert.Empty(_content.Objects());
        _content.Audit();
    }

    [Fact]
    public void A_process_that_is_killed_before_its_objects_have_their_places_leaves_what_a_removal_finds()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)).File("g", ContentFixture.Large(2)));
        string moved = _content.Objects()[0];
        Directory.CreateDirectory(_content.Path("staging/base"));
        File.Move(moved, _content.Path("staging/base/") + Path.GetFileName(Path.GetDirectoryName(moved)) + Path.GetFileName(moved));

        Assert.Equal(DriverPresence.Absent, _content.Driver.Presence(ContentFixture.Base));
        Assert.Throws<DirectoryNotFoundException>(() => _content.Driver.Open(ContentFixture.Base));
        _content.Make(ContentFixture.Base, null, writer => writer.File("h", ContentFixture.Large(3)));
        Assert.Single(_content.Objects());
        _content.Audit();
    }

    [Fact]
    public void A_process_that_is_killed_in_a_removal_leaves_what_a_removal_finds()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)).File("g", ContentFixture.Large(2)));
        string moved = _content.Objects()[0];
        File.Move(_content.Path("layers/base"), _content.Path("removing/base"));
        File.Move(moved, _content.Path("removing/base~") + Path.GetFileName(Path.GetDirectoryName(moved)) + Path.GetFileName(moved));

        Assert.Equal([ContentFixture.Base], _content.Driver.List());
        _content.Remove(ContentFixture.Base);
        Assert.Empty(_content.Objects());
        _content.Audit();
    }

    [Fact]
    public void A_damaged_index_is_damage_and_goes_with_its_objects()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)));
        _content.Make(ContentFixture.Top, null, writer => writer.File("g", ContentFixture.Large(2)));
        foreach (int position in (int[])[0, 20, 63])
        {
            Flip(_content.Path("layers/base"), position);
            Assert.Equal(DriverPresence.Damaged, _content.Driver.Presence(ContentFixture.Base));
            Flip(_content.Path("layers/base"), position);
        }

        Flip(_content.Path("layers/base"), 64 + 45);
        Assert.Throws<InvalidDataException>(() => _content.Driver.Open(ContentFixture.Base));
        File.AppendAllText(_content.Path("layers/base"), "x");
        Assert.Equal(DriverPresence.Damaged, _content.Driver.Presence(ContentFixture.Base));
        File.WriteAllText(_content.Path("layers/base"), "");
        Assert.Equal(DriverPresence.Damaged, _content.Driver.Presence(ContentFixture.Base));

        _content.Remove(ContentFixture.Base);
        Assert.Equal(ContentFixture.Large(2), _content.Read(ContentFixture.Top, "g"));
        Assert.Single(_content.Objects());
        _content.Audit();
    }

    [Fact]
    public void Damaged_objects_are_noticed_and_healed_by_the_next_layer_that_has_them()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)));
        string damaged = Assert.Single(_content.Objects());
        Flip(damaged, 100);
        Assert.Throws<InvalidDataException>(() => _content.CheckOut(ContentFixture.Base));
        Assert.False(Directory.Exists(_content.Beside("out")));

        _content.Make(ContentFixture.Top, null, writer => writer.File("g", ContentFixture.Large(1)));

        Assert.Equal(ContentFixture.Large(1), _content.Read(ContentFixture.Base, "f"));
        _content.Audit();
        File.WriteAllText(damaged, "short");
        Assert.Throws<InvalidDataException>(() => _content.Read(ContentFixture.Base, "f"));
        File.Delete(damaged);
        Assert.Throws<FileNotFoundException>(() => _content.Read(ContentFixture.Base, "f"));
    }

    [Fact]
    public void Damage_in_a_run_of_small_files_is_noticed_when_one_is_read()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", "small"));
        Flip(Assert.Single(_content.Objects()), 2);

        Assert.Throws<InvalidDataException>(() => _content.Read(ContentFixture.Base, "f"));
    }

    [Fact]
    public void An_index_of_a_later_version_stops_removals_and_is_no_layer_of_ours()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", ContentFixture.Large(1)));
        _content.Make(ContentFixture.Top, null, writer => writer.File("g", ContentFixture.Large(1)));
        byte[] index = File.ReadAllBytes(_content.Path("layers/top"));
        index[8] = 2;
        BitConverter.TryWriteBytes(index.AsSpan(56), System.IO.Hashing.XxHash3.HashToUInt64(index.AsSpan(0, 56)));
        File.WriteAllBytes(_content.Path("layers/top"), index);

        Assert.Equal(DriverPresence.Damaged, _content.Driver.Presence(ContentFixture.Top));
        Assert.Throws<StoreFormatException>(() => _content.Driver.Open(ContentFixture.Top));
        Assert.Throws<StoreFormatException>(() => _content.Remove(ContentFixture.Base));
        Assert.Single(_content.Objects());
    }

    [Fact]
    public void It_is_known_by_name_and_takes_no_options()
    {
        DriverRegistration registration = BuiltInDrivers.CreateCatalog().FindDriver("content")!;

        DriverOptionException error = Assert.Throws<DriverOptionException>(() => registration.Create(new DriverContext(_content.Root), [new("content.size", "1G")]));
        Assert.Contains("content.size", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, registration.Priority);
        Assert.True(registration.Probe(new DriverContext(_content.Root)).IsSupported);
        Assert.Equal("Backing Filesystem", _content.Driver.Status[0].Name);
    }

    private static void Flip(string file, int position)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[position] ^= 0x10;
        File.WriteAllBytes(file, bytes);
    }
}
