using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Testing.Metadata;
using Microsoft.Data.Sqlite;

namespace LayerKit.Testing.Tests.Metadata;

/// <summary>What somebody with a database browser does.</summary>
internal sealed class SqliteDamage : IMetadataDamage
{
    public void DamageLayer(MetadataContext context, ChainId chainId) => Run(context, "UPDATE layers SET diff_id = zeroblob(32) WHERE chain_id = unhex($name)", chainId.Hex);

    public void DamageRWLayer(MetadataContext context, string name) => Run(context, "UPDATE rw_layers SET mount_id = '../x'");

    public void DamagePin(MetadataContext context, string name) => Run(context, "UPDATE pins SET labels = '{' WHERE name = $name", name);

    public void LoseSplit(MetadataContext context, LayerRecord layer) => File.Delete(Path.Combine(context.LayerKitDirectory, "split", layer.CacheId.ToString()));

    private static void Run(MetadataContext context, string sql, string? name = null)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(context.LayerKitDirectory, "metadata.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$name", (object?)name ?? DBNull.Value);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
