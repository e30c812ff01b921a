using System.Diagnostics;
using LayerKit.Identity;
using LayerKit.Stress.Tests.Accounting;
using LayerKit.Stress.Worker;
using Xunit.Abstractions;

namespace LayerKit.Stress.Tests;

/// <summary>How little a call still does that is cancelled while a big layer is imported, and what is left of it.</summary>
[Trait("Suite", "Long")]
public sealed class CancellationTests(ITestOutputHelper output)
{
    private const long Size = 650L << 20;

    // What may be read after the cancel: the blocks that are under way, and some more on a slow machine. The whole rest is five times as much.
    private const long MostRead = 64 << 20;

    [Theory]
    [InlineData("docker", "vfs")]
    [InlineData("sqlite", "vfs")]
    [InlineData("sqlite", "content")]
    public async Task A_cancelled_call_returns_at_once_and_leaves_nothing(string metadata, string driver)
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        StoreChoice choice = new(directory["store"], metadata, driver);
        await using (LayerStore store = await choice.OpenAsync())
        {
            using CancellationTokenSource cancellation = new();
            RegisterOptions options = new() { Expected = DiffId.FromDigest(Digest.Compute("never"u8)) };
            ZeroTar tar = new(Size);
            Task import = store.RegisterAsync(tar, options, null, cancellation.Token);
            await tar.Half;
            Task waiting = store.RegisterAsync(new ZeroTar(Size), options, null, cancellation.Token);
            long read = tar.Position;
            long started = Stopwatch.GetTimestamp();
            Cancel(cancellation);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import);
            double imported = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            double waited = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            output.WriteLine($"{metadata} {driver}: import {imported:F1} ms, import that waited for it {waited:F1} ms");

            // The store waits for what the cancel left to be undone.
            await store.DisposeAsync();
            Assert.InRange(tar.Position - read, 0, MostRead);
        }

        Accountant accountant = new(choice, TimeProvider.System.GetUtcNow());
        Assert.Empty(accountant.Audit());
        Assert.Empty(accountant.Ledger.OwnedIds);
    }

    [Fact]
    public async Task A_cancelled_apply_stops_reading()
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        StoreChoice choice = new(directory["store"], "sqlite", "vfs");
        ZeroTar tar = new(Size);
        long read;
        await using (LayerStore store = await choice.OpenAsync())
        {
            RWLayer job = await store.CreateRWLayerAsync("job", null);
            using CancellationTokenSource cancellation = new();
            Task<long> apply = job.ApplyAsync(tar, cancellation.Token);
            await tar.Half;
            read = tar.Position;
            Cancel(cancellation);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => apply);
        }

        Assert.InRange(tar.Position - read, 0, MostRead);
        await RemoveJobAsync(choice);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_commit_stops_reading_and_leaves_the_RW_layer(bool consume)
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        StoreChoice choice = new(directory["store"], "sqlite", "vfs");
        HalfWay progress = new(Size / 2);
        long read;
        await using (LayerStore store = await choice.OpenAsync())
        {
            RWLayer job = await store.CreateRWLayerAsync("job", null);
            using (Mount mount = job.Mount())
            {
                await using FileStream file = File.Create(Path.Combine(mount.Path, "zeros"));
                file.SetLength(Size);
            }

            using CancellationTokenSource cancellation = new();
            Task<Layer> commit = job.CommitAsync(new CommitOptions { Consume = consume }, progress, cancellation.Token);
            await progress.Reached;
            read = progress.Read;
            Cancel(cancellation);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        }

        Assert.InRange(progress.Read - read, 0, MostRead);
        await RemoveJobAsync(choice);
    }

    /// <summary>Whatever was cancelled, the RW layer is there, is nobody's, and leaves nothing.</summary>
    private static async Task RemoveJobAsync(StoreChoice choice)
    {
        await using (LayerStore store = await choice.OpenAsync())
        {
            await store.RemoveRWLayerAsync("job");
        }

        Accountant accountant = new(choice, TimeProvider.System.GetUtcNow());
        Assert.Empty(accountant.Audit());
        Assert.Empty(accountant.Ledger.OwnedIds);
    }

    /// <summary>Says when so many bytes of tar have been read.</summary>
    private sealed class HalfWay(long bytes) : IProgress<LayerProgress>
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public long Read { get; private set; }

        public void Report(LayerProgress value)
        {
            Read = value.TarBytes;
            if (Read > bytes)
            {
                _reached.TrySetResult();
            }
        }
    }

    /// <summary>Cancels on this thread: CancelAsync waits for one of the pool, which on a busy machine takes half a second.</summary>
    private static void Cancel(CancellationTokenSource cancellation) => cancellation.Cancel();
}
