using System.Buffers;
using System.Text;
using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.TarSplit;

namespace LayerKit.Images.Tests;

/// <summary>A store with layers to make images of, and a directory for what is written.</summary>
internal sealed class ImageFixture : IAsyncDisposable
{
    private readonly TempRoot _root;

    private ImageFixture(TempRoot root, LayerStore store)
    {
        _root = root;
        Store = store;
    }

    public LayerStore Store { get; }

    public string this[string name] => _root[name];

    public static async Task<ImageFixture> OpenAsync(string? below = null, string driver = "content")
    {
        TempRoot root = new(below);
        LayerStoreOptions options = new(root["store"]) { Drivers = BuiltInDrivers.CreateCatalog(), Driver = driver, Durability = Durability.None };
        return new ImageFixture(root, await LayerStore.OpenAsync(options));
    }

    /// <summary>Registers a tar of one file.</summary>
    public async Task<ChainId> AddAsync(string name, string content, ChainId? parent = null)
    {
        await using Layer layer = await Store.RegisterAsync(new MemoryStream(Tar(name, content)), new RegisterOptions { Parent = parent });
        await Store.PinAsync($"{name}-{Guid.NewGuid():N}", layer.ChainId);
        return layer.ChainId;
    }

    /// <summary>A chain of two small layers, the same in every store.</summary>
    public async Task<IReadOnlyList<ImageLayer>> TwoLayersAsync()
    {
        ChainId below = await AddAsync("hello", "hello\n");
        ChainId top = await AddAsync("world", new string('w', 100_000), below);
        return ImageLayer.OfChain(Store, top);
    }

    public Task<WrittenImage> WriteAsync(Image image, string name, ImageFormat format, params string[] tags) =>
        ImageWriter.WriteAsync(Store, image, new ImageOutput(this[name], format) { Tags = tags });

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _root.Dispose();
    }

    public static byte[] Tar(string name, string content)
    {
        ArrayBufferWriter<byte> bytes = new();
        byte[] payload = Encoding.UTF8.GetBytes(content);
        TarMemberHeader header = new() { Name = Encoding.UTF8.GetBytes(name), TypeFlag = TarTypeFlag.File, Mode = 0b110_100_100, Size = payload.Length };
        TarHeaderWriter.WriteHeader(bytes, header);
        bytes.Write(payload);
        TarHeaderWriter.WritePadding(bytes, payload.Length);
        TarHeaderWriter.WriteEndMarker(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
