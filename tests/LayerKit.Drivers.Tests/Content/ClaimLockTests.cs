using LayerKit.Drivers.Content;

namespace LayerKit.Drivers.Tests.Content;

public sealed class ClaimLockTests : IDisposable
{
    private readonly TempRoot _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void No_claim_is_lost_among_threads_that_each_have_the_lock_in_turn()
    {
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            ClaimLock claims = new(_temp["lock"]);
            for (int i = 0; i < 500; i++)
            {
                using ClaimLockHold hold = claims.Take();
                hold.Advance();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        using ClaimLockHold last = new ClaimLock(_temp["lock"]).Take();
        Assert.Equal(8 * 500, last.ReadGeneration());
    }

    [Fact]
    public void A_lock_that_cannot_be_had_is_reported_with_its_file()
    {
        IOException error = Assert.ThrowsAny<IOException>(() => new ClaimLock(_temp["missing/lock"]).Take());

        Assert.Contains("missing/lock", error.Message, StringComparison.Ordinal);
    }
}
