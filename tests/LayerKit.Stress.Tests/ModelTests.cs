using System.Diagnostics;
using LayerKit.Stress.Tests.Model;
using Xunit.Abstractions;

namespace LayerKit.Stress.Tests;

/// <summary>Random sequences of operations on one store, step by step the same as on a model of sets and counts. A failure is cut down to the steps that it needs.</summary>
[Trait("Suite", "Long")]
public sealed class ModelTests(ITestOutputHelper output)
{
    private const int Length = 60;
    private const int FirstSeed = 1;

    [Theory]
    [InlineData("docker")]
    [InlineData("sqlite")]
    public async Task A_store_does_what_its_model_does(string metadata)
    {
        long started = Stopwatch.GetTimestamp();
        int seed = FirstSeed;
        for (; Stopwatch.GetElapsedTime(started).TotalSeconds < Math.Min(StressTests.Seconds, StressTests.LongRun); seed++)
        {
            List<Step> steps = Draw(seed);
            if (await ModelRun.FailureAsync(metadata, steps) is not null)
            {
                steps = await ReduceAsync(metadata, steps);
                Assert.Fail($"seed {seed}: {await ModelRun.FailureAsync(metadata, steps)}\n{string.Join('\n', steps)}");
            }
        }

        output.WriteLine($"{seed - FirstSeed} sequences of {Length} steps");
    }

    private static List<Step> Draw(int seed)
    {
        Random random = new(seed);
        int operations = Enum.GetValues<Operation>().Length;
        return [.. Enumerable.Range(0, Length).Select(_ => new Step((Operation)random.Next(operations), random.Next(1000), random.Next(1000)))];
    }

    /// <summary>Takes steps out, more at a time first, as long as the rest still fails.</summary>
    private static async Task<List<Step>> ReduceAsync(string metadata, List<Step> steps)
    {
        for (int part = steps.Count / 2; part > 0; part /= 2)
        {
            for (int start = 0; start + part <= steps.Count;)
            {
                List<Step> fewer = [.. steps[..start], .. steps[(start + part)..]];
                if (await ModelRun.FailureAsync(metadata, fewer) is not null)
                {
                    steps = fewer;
                }
                else
                {
                    start += part;
                }
            }
        }

        return steps;
    }
}
