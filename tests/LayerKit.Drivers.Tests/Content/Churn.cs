using System.Globalization;
using LayerKit.Drivers.Content;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>Makes and removes layers that share payloads at random, in a process of its own or on a thread.</summary>
/// <remarks>A layer is a stretch of one endless list of files, and its id says which: <c>NAME-FIRST-COUNT</c>. So whoever finds one can check it.</remarks>
internal sealed class Churn(ContentDriver driver, string name, int seed)
{
    private const int Files = 300;
    private const int MostFiles = 60;

    private readonly Random _random = new(seed);
    private readonly List<CacheId> _layers = [];

    /// <summary>The process: arguments are root, name, seed and rounds. Each line it prints is a step done.</summary>
    public static void Run(string[] arguments)
    {
        int seed = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        Churn churn = new(new ContentDriver(new DriverContext(arguments[0])), arguments[1], seed);
        int rounds = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        for (int round = 0; round < rounds; round++)
        {
            churn.Step(round);
            Console.Out.WriteLine(round);
            Console.Out.Flush();
        }
    }

    /// <summary>Makes a layer, gives one up half made, or removes one.</summary>
    public void Step(int round)
    {
        int choice = _random.Next(10);
        if (choice < 4 && _layers.Count > 0)
        {
            int victim = _random.Next(_layers.Count);
            driver.Remove(_layers[victim], CancellationToken.None);
            _layers.RemoveAt(victim);
            return;
        }

        int first = _random.Next(Files);
        int count = 1 + _random.Next(MostFiles);
        CacheId id = CacheId.Parse($"{name}.{round}-{first}-{count}");
        using ILayerWriter writer = driver.Create(id, null, CancellationToken.None);
        for (int file = first; file < first + count; file++)
        {
            writer.File($"f{file}", Content(file));
        }

        if (choice < 9)
        {
            writer.Commit();
            _layers.Add(id);
        }
    }

    /// <summary>Reads everything that a layer should have.</summary>
    public static void Check(ContentDriver driver, CacheId id)
    {
        int[] numbers = [.. id.ToString().Split('-')[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        using ILayerContent content = driver.Open(id);
        for (int file = numbers[0]; file < numbers[0] + numbers[1]; file++)
        {
            using StreamReader reader = new(content.OpenFile(System.Text.Encoding.UTF8.GetBytes($"f{file}")));
            Assert.Equal(Content(file), reader.ReadToEnd());
        }
    }

    private static string Content(int file) => file % 3 == 0 ? ContentFixture.Large(file) : $"small file {file} {new string('.', file)}";
}
