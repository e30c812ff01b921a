using System.Collections.Concurrent;
using LayerKit.Drivers.Metadata;
using LayerKit.Metadata.Sqlite;
using LayerKit.Testing.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>The suite on the stores that come with LayerKit and on one from outside.</summary>
public sealed class MetadataStoreConformanceTests
{
    private static readonly ConcurrentDictionary<string, MemoryMetadataStore> MemoryStores = new(StringComparer.Ordinal);

    // In memory where there is such a place: ten thousand records as files are a minute's work for a busy disk.
    private static readonly string? Place = Directory.Exists("/dev/shm") ? "/dev/shm" : null;

    private static readonly Dictionary<string, MetadataStoreConformance> Suites = new(StringComparer.Ordinal)
    {
        ["docker"] = new(context => new DockerMetadataStore(context)) { Place = Place, Damage = new DockerDamage() },
        ["sqlite"] = new(context => new SqliteMetadataStore(context)) { Place = Place, Damage = new SqliteDamage() },
        ["memory"] = new(context => MemoryStores.GetOrAdd(context.Root, _ => new MemoryMetadataStore())) { Place = Place },
    };

    public static TheoryData<string, string> Checks()
    {
        TheoryData<string, string> checks = [];
        foreach ((string store, MetadataStoreConformance suite) in Suites)
        {
            foreach (ConformanceCheck check in suite.Checks())
            {
                checks.Add(store, check.Name);
            }
        }

        return checks;
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_store_keeps_the_contract(string store, string check) => Suites[store].Checks().Single(candidate => candidate.Name == check).Run();

    [Fact]
    public void There_are_many_checks_and_their_names_are_different()
    {
        string[] names = [.. Suites["docker"].Checks().Select(check => check.Name)];
        Assert.True(names.Length >= 100, $"only {names.Length}");
        Assert.Equal(names.Length, names.Distinct().Count());
    }
}
