using System.Diagnostics;
using LayerKit.Identity;
using LayerKit.Stress.Tests.Accounting;
using LayerKit.Stress.Worker;
using Xunit.Abstractions;

namespace LayerKit.Stress.Tests;

/// <summary>How soon a call returns that is cancelled while a big layer is imported, and what is left of it.</summary>
[Trait("Suite", "Long")]
public sealed class CancellationTests(ITestOutputHelper output)
{
    private const long Size = 650L << 20;

    // The aim is 100; the machine may be shared.
    private const double MostMilliseconds = 500;

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
            long started = Stopwatch.GetTimestamp();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import);
            double imported = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            double waited = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            output.WriteLine($"{metadata} {driver}: import {imported:F1} ms, import that waited for it {waited:F1} ms");
            Assert.InRange(waited, 0, MostMilliseconds);
        }

        Accountant accountant = new(choice, TimeProvider.System.GetUtcNow());
        Assert.Empty(accountant.Audit());
        Assert.Empty(accountant.Ledger.OwnedIds);
    }
}
