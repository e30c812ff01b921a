using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Registration;

namespace LayerKit.Tests;

/// <summary>Which driver a root gets: one that has something there is never silently replaced by another.</summary>
public sealed class SelectionTests : IDisposable
{
    // In memory, which no driver that wants a file system of its own takes for its own.
    private readonly TempRoot _root = new("/dev/shm");

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_new_root_gets_the_first_driver_that_is_not_unsupported()
    {
        Assert.Equal("second", await ChosenAsync(Catalog(Fake("first", 90, "no luck"), Fake("second", 80), Fake("third", 70))));
        Assert.False(Directory.Exists(_root["store/first"]));
    }

    [Fact]
    public async Task A_driver_that_has_content_is_chosen_before_those_with_a_higher_priority()
    {
        Leave("content", "layers");
        Assert.Equal("content", await ChosenAsync(Catalog(Fake("first", 90))));
    }

    [Fact]
    public async Task An_empty_directory_and_a_vfs_that_was_a_fallback_pin_nothing()
    {
        Directory.CreateDirectory(_root["store/content"]);
        Leave("vfs", "dir");
        Assert.Equal("first", await ChosenAsync(Catalog(Fake("first", 90))));
    }

    [Fact]
    public async Task Of_several_drivers_with_content_none_is_chosen()
    {
        Leave("content", "layers");
        Leave("btrfs", "subvolumes");

        StoreMismatchException e = await Assert.ThrowsAsync<StoreMismatchException>(() => ChosenAsync(Catalog()));

        Assert.Contains("btrfs", e.Message, StringComparison.Ordinal);
        Assert.Contains("content", e.Message, StringComparison.Ordinal);
        Assert.Equal("content", await ChosenAsync(Catalog(), "content"));
    }

    [Fact]
    public async Task A_driver_with_content_that_does_not_work_here_is_an_error_and_nothing_is_made()
    {
        Leave("btrfs", "subvolumes");

        DriverNotSupportedException e = await Assert.ThrowsAsync<DriverNotSupportedException>(() => ChosenAsync(Catalog(Fake("first", 90))));

        Assert.Equal("btrfs", e.Driver);
        Assert.Contains("is on tmpfs and not on btrfs", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_root["store/first"]));
        Assert.False(File.Exists(_root["store/layerkit/store.json"]));
    }

    [Theory]
    [InlineData("zfs")]
    [InlineData("devicemapper")]
    public async Task Content_of_a_driver_of_Dockers_that_nobody_here_has_is_an_error(string driver)
    {
        Leave(driver, "graph");

        UnknownPluginException e = await Assert.ThrowsAsync<UnknownPluginException>(() => ChosenAsync(Catalog()));

        Assert.Contains($"'{driver}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_of_Dockers_fallback_are_found_by_its_records()
    {
        Leave("image/vfs/layerdb/sha256", new string('a', 64));
        Leave("vfs", "dir");
        Assert.Equal("vfs", await ChosenAsync(Catalog(Fake("first", 90))));
    }

    [Fact]
    public async Task A_probe_that_fails_ends_the_choice()
    {
        DriverRegistration broken = new("broken", 90, static _ => throw new IOException("the disk is gone"), static (_, _) => throw new InvalidOperationException());

        await Assert.ThrowsAsync<StoreNotWritableException>(() => ChosenAsync(Catalog(broken)));

        Assert.False(File.Exists(_root["store/layerkit/store.json"]));
    }

    [Fact]
    public async Task A_driver_that_works_and_cannot_be_made_is_not_replaced()
    {
        DriverRegistration broken = new("broken", 90, static _ => DriverProbe.Supported, static (_, _) => throw new DriverNotSupportedException("broken", "it broke"));

        await Assert.ThrowsAsync<DriverNotSupportedException>(() => ChosenAsync(Catalog(broken)));

        Assert.False(File.Exists(_root["store/layerkit/store.json"]));
    }

    [Fact]
    public async Task A_driver_that_is_named_is_the_only_one_that_is_tried()
    {
        DriverNotSupportedException e = await Assert.ThrowsAsync<DriverNotSupportedException>(() => ChosenAsync(Catalog(), "btrfs"));
        Assert.Equal("btrfs", e.Driver);
        Assert.Equal("content", await ChosenAsync(Catalog(), "content"));
    }

    [Fact]
    public async Task Where_no_driver_works_each_says_why()
    {
        PluginCatalog catalog = new PluginCatalog().Add(Fake("first", 90, "no luck")).Add(Fake("second", 80, "no moon"));
        foreach (MetadataStoreRegistration store in BuiltInDrivers.CreateCatalog().MetadataStores)
        {
            catalog = catalog.Add(store);
        }

        DriverNotSupportedException e = await Assert.ThrowsAsync<DriverNotSupportedException>(() => ChosenAsync(catalog));

        Assert.Contains("first: no luck; second: no moon", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_keeps_its_driver_when_one_with_a_higher_priority_begins_to_work()
    {
        Assert.Equal("second", await ChosenAsync(Catalog(Fake("first", 90, "not yet"), Fake("second", 80))));
        Assert.Equal("second", await ChosenAsync(Catalog(Fake("first", 90), Fake("second", 80))));
        await Assert.ThrowsAsync<StoreMismatchException>(() => ChosenAsync(Catalog(Fake("first", 90), Fake("second", 80)), "first"));
        await Assert.ThrowsAsync<DriverNotSupportedException>(() => ChosenAsync(Catalog(Fake("first", 90), Fake("second", 80, "no more"))));
    }

    private static DriverRegistration Fake(string name, int priority, string? reason = null) => new(
        name,
        priority,
        _ => reason is null ? DriverProbe.Supported : DriverProbe.NotSupported(reason),
        static (context, _) => BuiltInDrivers.CreateCatalog().FindDriver("vfs")!.Create(context, []));

    /// <summary>Our own drivers that work everywhere or say why not, with some more.</summary>
    private static PluginCatalog Catalog(params DriverRegistration[] more)
    {
        PluginCatalog catalog = BuiltInDrivers.CreateCatalog();
        foreach (DriverRegistration driver in more)
        {
            catalog = catalog.Add(driver);
        }

        return catalog;
    }

    private void Leave(string directory, string name) => Directory.CreateDirectory(_root[$"store/{directory}/{name}"]);

    private async Task<string> ChosenAsync(PluginCatalog catalog, string? driver = null)
    {
        LayerStoreOptions options = new(_root["store"]) { Drivers = catalog, Driver = driver, MetadataStore = "docker", Durability = Durability.None };
        await using LayerStore store = await LayerStore.OpenAsync(options);
        return store.DriverName;
    }
}
