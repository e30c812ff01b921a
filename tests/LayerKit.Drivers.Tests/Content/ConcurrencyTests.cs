using System.Diagnostics;
using LayerKit.Drivers.Content;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>Threads and processes at work on one root, some of them killed.</summary>
public sealed class ConcurrencyTests : IDisposable
{
    private const int Threads = 16;
    private const int Processes = 4;

    private readonly ContentFixture _content = new();

    public void Dispose() => _content.Dispose();

    [Fact]
    public void Sixteen_threads_leave_what_their_layers_need_and_nothing_else()
    {
        RunThreads(number =>
        {
            Churn churn = new(number % 2 == 0 ? _content.Driver : _content.Open(), $"thread{number}", number);
            for (int round = 0; round < 40; round++)
            {
                churn.Step(round);
            }
        });
        CheckAll(atLeast: Threads);
    }

    [Fact]
    public void Layers_of_the_same_files_come_and_go_at_once_and_none_misses_any()
    {
        string[] contents = [.. Enumerable.Range(0, 150).Select(ContentFixture.Large)];
        RunThreads(number =>
        {
            for (int round = 0; round < 12; round++)
            {
                CacheId id = CacheId.Parse($"thread{number}.{round}");
                _content.Make(id, null, writer => Array.ForEach(contents, content => writer.File(content[..content.IndexOf(':', StringComparison.Ordinal)], content)));
                for (int i = 0; i < contents.Length; i++)
                {
                    Assert.Equal(contents[i].Length, _content.Read(id, $"{i}").Length);
                }

                _content.Remove(id);
            }
        });
        Assert.Empty(_content.Objects());
        CheckAll(atLeast: 0);
    }

    [Fact]
    public void Four_processes_leave_what_their_layers_need_and_nothing_else()
    {
        Process[] processes = [.. Enumerable.Range(0, Processes).Select(number => Start($"process{number}", number, rounds: 150))];
        Assert.All(processes, process =>
        {
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error);
            process.Dispose();
        });

        CheckAll(atLeast: Processes);
    }

    [Fact]
    public void Processes_that_are_killed_leave_only_what_the_next_removal_of_their_ids_takes_away()
    {
        Random random = new(7);
        for (int turn = 0; turn < 10; turn++)
        {
            Process[] processes = [.. Enumerable.Range(0, 2).Select(number => Start($"turn{turn}.{number}", random.Next(), rounds: 100_000))];
            Array.ForEach(processes, process => KillAfter(process, steps: random.Next(1, 40)));
            ContentDriver driver = _content.Open();
            foreach (CacheId id in driver.List().Where(id => driver.Presence(id) != DriverPresence.Committed))
            {
                driver.Remove(id, CancellationToken.None);
            }

            CheckAll(atLeast: 0);
        }

        _content.Remove([.. _content.Driver.List()]);
        Assert.Empty(_content.Objects());
        _content.Audit();
    }

    private static void RunThreads(Action<int> work)
    {
        List<Exception> failures = [];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
    }

    private static void KillAfter(Process process, int steps)
    {
        using (process)
        {
            for (int step = 0; step < steps; step++)
            {
                Assert.NotNull(process.StandardOutput.ReadLine());
            }

            process.Kill();
            process.WaitForExit();
        }
    }

    private Process Start(string name, int seed, int rounds)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Churn).Assembly.Location, _content.Root, name, $"{seed}", $"{rounds}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private void CheckAll(int atLeast)
    {
        _content.Audit();
        CacheId[] ids = [.. _content.Driver.List()];
        Assert.True(ids.Length >= atLeast, $"only {ids.Length} layers are left");
        Assert.All(ids, id => Churn.Check(_content.Driver, id));
    }
}
