using System.Diagnostics;
using System.IO.Compression;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>A register that fails says why and leaves the root as it was.</summary>
public sealed class RegisterFailureTests
{
    private static readonly byte[] SomeTar = new TarBuilder().Directory("d").File("d/a", new string('a', 5000)).File("d/b", "b").Build();

    public static TheoryData<string, Type> Malformed => new()
    {
        { "truncated in a payload", typeof(MalformedTarException) },
        { "truncated in a header", typeof(MalformedTarException) },
        { "truncated gzip", typeof(CompressionException) },
        { "damaged gzip", typeof(CompressionException) },
        { "leaves the root", typeof(UnsafeTarEntryException) },
        { "link leaves the root", typeof(UnsafeTarEntryException) },
        { "replaces the root", typeof(UnsafeTarEntryException) },
        { "whiteout of the parent", typeof(UnsafeTarEntryException) },
        { "same path twice", typeof(UnsupportedTarEntryException) },
        { "unknown type", typeof(UnsupportedTarEntryException) },
        { "hard link to nothing", typeof(UnsupportedTarEntryException) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Bad_input_is_refused_without_a_trace(string what, Type error)
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer parent = await fixture.RegisterAsync(SomeTar);
        string before = fixture.Listing();
        Exception e = (await Record.ExceptionAsync(() => fixture.RegisterAsync(Bad(what), parent.ChainId)))!;
        Assert.IsType(error, e);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Equal(before, fixture.Listing());
        Assert.Equal(1, Assert.Single(fixture.Store.Layers()).References.Total);
    }

    [Fact]
    public async Task An_unknown_parent_is_refused_before_a_byte_is_read()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        MemoryStream source = new(SomeTar);
        RegisterOptions options = new() { Parent = ChainId.Of(null, DiffId.FromDigest(Digest.Compute("no such layer"u8))) };
        await Assert.ThrowsAsync<LayerNotFoundException>(() => fixture.Store.RegisterAsync(source, options));
        Assert.Equal(0, source.Position);
    }

    [Fact]
    public async Task A_tar_with_another_digest_than_expected_is_not_published()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        string before = fixture.Listing();
        DiffId expected = DiffId.FromDigest(Digest.Compute("something else"u8));
        DigestMismatchException e = await Assert.ThrowsAsync<DigestMismatchException>(
            () => fixture.Store.RegisterAsync(new MemoryStream(SomeTar), new RegisterOptions { Expected = expected }));
        Assert.Equal((expected.Digest, Digest.Compute(SomeTar)), (e.Expected, e.Actual));
        Assert.Empty(fixture.Store.Layers());
        Assert.Equal(before, fixture.Listing());
    }

    [Fact]
    public async Task An_expected_layer_that_is_there_is_found_without_reading()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer first = await fixture.RegisterAsync(SomeTar);
        MemoryStream source = new(SomeTar);
        using Layer second = await fixture.Store.RegisterAsync(source, new RegisterOptions { Expected = first.DiffId });
        Assert.Equal(0, source.Position);
        Assert.Equal(first.ChainId, second.ChainId);
    }

    [Fact]
    public async Task A_cancel_in_the_middle_ends_the_call_at_once_and_leaves_no_trace()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        string before = fixture.Listing();
        using CancellationTokenSource cancel = new();
        using StallingStream source = new(SomeTar.AsMemory(0, 4096));
        Task<Layer> register = fixture.Store.RegisterAsync(source, cancellationToken: cancel.Token);
        await source.Stalled;
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => register);
        source.Release();
        await fixture.ReopenAsync();
        Assert.Equal(before, fixture.Listing());
    }

    [Fact]
    public async Task An_error_of_the_callers_stream_comes_out_as_it_is()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        string before = fixture.Listing();
        FaultyStream source = new(SomeTar.AsMemory(0, 4096));
        Assert.Same(source.Fault, await Record.ExceptionAsync(() => fixture.Store.RegisterAsync(source)));
        Assert.Equal(before, fixture.Listing());
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_no_trace()
    {
        using TempRoot mountPoint = new();
        Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mountPoint.Path);
        try
        {
            LayerStoreOptions options = new(mountPoint["store"]) { Drivers = Drivers.BuiltInDrivers.CreateCatalog(), Driver = "vfs" };
            await using LayerStore store = await LayerStore.OpenAsync(options);
            using Layer small = await store.RegisterAsync(new MemoryStream(SomeTar));
            string[] before = Directory.GetFileSystemEntries(mountPoint.Path, "*", SearchOption.AllDirectories);
            byte[] big = new TarBuilder().File("big", new string('x', 3 << 20)).Build();
            await Assert.ThrowsAsync<StorageFullException>(() => store.RegisterAsync(new MemoryStream(big)));
            Assert.Equal(before.Order(), Directory.GetFileSystemEntries(mountPoint.Path, "*", SearchOption.AllDirectories).Order());
            Assert.Equal(SomeTar, Bytes.OfTar(small));
        }
        finally
        {
            Run("umount", mountPoint.Path);
        }
    }

    [Fact]
    public async Task A_chain_of_125_layers_is_allowed_and_one_more_is_not()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer top = await fixture.RegisterAsync(new TarBuilder().Build());
        for (int depth = 2; depth <= 125; depth++)
        {
            Layer next = await fixture.RegisterAsync(new TarBuilder().Build(), top.ChainId);
            top.Dispose();
            top = next;
        }

        Assert.Equal(125, top.Depth);
        string before = fixture.Listing();
        await Assert.ThrowsAsync<MaxDepthExceededException>(() => fixture.RegisterAsync(SomeTar, top.ChainId));
        Assert.Equal(before, fixture.Listing());
        Assert.Equal(125, (await fixture.Store.ReleaseAsync(top)).Count);
    }

    private static byte[] Bad(string what) => what switch
    {
        "truncated in a payload" => SomeTar[..2000],
        "truncated in a header" => SomeTar[..700],
        "truncated gzip" => Gzip(SomeTar)[..^20],
        "damaged gzip" => Damage(Gzip(SomeTar)),
        "leaves the root" => new TarBuilder().File("ok", "ok").File("a/../../x", "x").Build(),
        "link leaves the root" => new TarBuilder().HardLink("x", "../x").Build(),
        "replaces the root" => new TarBuilder().Symlink(".", "/etc").Build(),
        "whiteout of the parent" => new TarBuilder().File("d/.wh...", "").Build(),
        "same path twice" => new TarBuilder().File("x", "1").File("./x", "2").Build(),
        "unknown type" => new TarBuilder().Member("x", 'Z').Build(),
        _ => new TarBuilder().HardLink("x", "nothing").Build(),
    };

    private static byte[] Gzip(byte[] plain)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    private static byte[] Damage(byte[] compressed)
    {
        compressed[^6] ^= 0xff;
        return compressed;
    }

    private static void Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
