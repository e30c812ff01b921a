using System.Collections.Concurrent;
using LayerKit.Drivers.Metadata;
using LayerKit.Metadata.Sqlite;
using LayerKit.Testing.Metadata;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>The suite on the stores that come with LayerKit and on one from outside.</summary>
public sealed class MetadataStoreConformanceTests
{
    private static readonly ConcurrentDictionary<string, MemoryRoot> MemoryRoots = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, MetadataStoreConformance> Suites = new(StringComparer.Ordinal)
    {
        ["docker"] = new(DockerMetadataStore.Registration.Create) { Damage = new DockerDamage() },
        ["sqlite"] = new(SqliteMetadataStoreRegistration.Instance.Create) { Damage = new SqliteDamage() },
        ["memory"] = new(context => new MemoryMetadataStore(MemoryRoots.GetOrAdd(context.Root, _ => new MemoryRoot()))),
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
