using LayerKit.Drivers;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>A store in a directory of its own, which can be closed and opened again.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly TempRoot _root;

    private StoreFixture(string? place) => _root = new TempRoot(place);

    public LayerStore Store { get; private set; } = null!;

    public string Root => _root["store"];

    public static async Task<StoreFixture> OpenAsync(Func<LayerStoreOptions, LayerStoreOptions>? adjust = null, string? place = null)
    {
        StoreFixture fixture = new(place);
        await fixture.OpenStoreAsync(adjust);
        return fixture;
    }

    public LayerStoreOptions Options() =>
        new(Root) { Drivers = BuiltInDrivers.CreateCatalog(), Driver = "vfs", Durability = Durability.None, LockTimeout = TimeSpan.FromSeconds(5) };

    public async Task ReopenAsync(Func<LayerStoreOptions, LayerStoreOptions>? adjust = null)
    {
        await Store.DisposeAsync();
        await OpenStoreAsync(adjust);
    }

    public Task<Layer> RegisterAsync(byte[] tar, ChainId? parent = null) =>
        Store.RegisterAsync(new MemoryStream(tar), new RegisterOptions { Parent = parent });

    /// <summary>Every path below the root with its length, as a listing that two moments can be compared by.</summary>
    public string Listing() => string.Join('\n', Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(Root, path)).Where(path => !path.StartsWith("layerkit/sessions/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _root.Dispose();
    }

    private async Task OpenStoreAsync(Func<LayerStoreOptions, LayerStoreOptions>? adjust)
    {
        LayerStoreOptions options = Options();
        Store = await LayerStore.OpenAsync(adjust?.Invoke(options) ?? options);
    }
}
