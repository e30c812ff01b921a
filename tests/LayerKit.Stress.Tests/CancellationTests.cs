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
            await cancellation.CancelAsync();
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
}
