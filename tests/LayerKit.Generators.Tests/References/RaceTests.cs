namespace LayerKit.Generators.Tests.References;

public sealed class RaceTests
{
    private const int Rounds = 20_000;

    [Fact]
    public async Task Racing_releases_uses_and_clones_free_once_and_never_use_what_is_freed()
    {
        Round? round = null;
        using var barrier = new Barrier(4, _ => round = Round.After(round));
        Task[] racers = [Race(round => round.Release()), Race(round => round.Release()), Race(round => round.Use()), Race(round => round.CloneAndUse())];
        await Task.WhenAll(racers);
        round!.AssertOver();

        Task Race(Action<Round> step) => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < Rounds; i++)
                {
                    barrier.SignalAndWait();
                    step(round!);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>One handle that four threads fall upon.</summary>
    private sealed class Round
    {
        private readonly Counted _resource = new();
        private readonly CountedHandle _handle;
        private int _releases;

        private Round() => _handle = CountedHandle.Of(_resource);

        /// <summary>Judges the round before and starts the next.</summary>
        public static Round After(Round? before)
        {
            before?.AssertOver();
            return new Round();
        }

        public void AssertOver()
        {
            Assert.Equal(1, _resource.Freed);
            Assert.Equal(1, _releases);
        }

        /// <summary>A strict release: of two, one gets the reference.</summary>
        public void Release()
        {
            if (_handle.Detach() is { } cell)
            {
                Interlocked.Increment(ref _releases);
                cell.Release();
            }
        }

        public void Use() => Try(() => Assert.Equal(1, _handle.Use()));

        public void CloneAndUse() => Try(() =>
        {
            using CountedHandle clone = _handle.Clone();
            Assert.Equal(1, clone.Use());
        });

        /// <summary>Too late is fine; anything else is not.</summary>
        private static void Try(Action step)
        {
            try
            {
                step();
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
