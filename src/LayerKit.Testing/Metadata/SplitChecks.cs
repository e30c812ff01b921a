using LayerKit.Errors;
using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Split data: the same bytes, or none.</summary>
internal static class SplitChecks
{
    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(Split_data_read_back_byte_for_byte),
        Check(No_bytes_of_split_data_read_back_as_none),
        Check(Split_data_can_be_read_by_several_at_a_time),
        Check(A_layer_without_split_data_is_reported_as_damaged),
        Check(A_layer_that_is_not_there_has_no_split_data),
        Check(A_second_place_for_split_data_is_refused),
        Check(A_commit_with_open_split_data_is_refused_until_they_are_closed),
        Check(A_commit_of_an_RW_layer_with_split_data_is_refused),
        Check(Split_data_whose_writing_fails_leave_nothing),
        Check(A_transaction_that_ends_with_open_split_data_leaves_nothing),
        Check(Split_data_of_a_commit_that_lost_do_not_replace_the_winners),
        Check(A_commit_that_lost_can_be_tried_again),
    ];

    private static void Split_data_read_back_byte_for_byte(StoreTrial trial)
    {
        byte[] content = new byte[1_000_003];
        new Random(7).NextBytes(content);
        LayerRecord layer = StoreTrial.Layer("layer");
        using (IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId))
        {
            using (Stream stream = transaction.CreateSplit())
            {
                for (int start = 0; start < content.Length; start += 4099)
                {
                    stream.Write(content, start, Math.Min(4099, content.Length - start));
                }
            }

            transaction.Put(layer);
            transaction.Commit();
        }

        Require.True(content.AsSpan().SequenceEqual(StoreTrial.ReadSplit(trial.Store, layer.ChainId)));
        Require.True(content.AsSpan().SequenceEqual(StoreTrial.ReadSplit(trial.Crash(), layer.ChainId)));
        Require.True(content.AsSpan().SequenceEqual(StoreTrial.ReadSplit(trial.Reopen(), layer.ChainId)));
    }

    private static void No_bytes_of_split_data_read_back_as_none(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        trial.Commit(layer, split: "");
        Require.Equal("", StoreTrial.ReadSplitText(trial.Store, layer.ChainId));
    }

    private static void Split_data_can_be_read_by_several_at_a_time(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        trial.Commit(layer, split: "xyz");
        using Stream first = trial.Store.OpenSplit(layer.ChainId);
        Require.Equal((int)'x', first.ReadByte());
        Require.Equal("xyz", StoreTrial.ReadSplitText(trial.Store, layer.ChainId));
        Require.Equal((int)'y', first.ReadByte());
    }

    private static void A_layer_without_split_data_is_reported_as_damaged(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        using (IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId))
        {
            transaction.Put(layer);
            transaction.Commit();
        }

        Require.Throws<MetadataCorruptException>(() => trial.Store.OpenSplit(layer.ChainId));
        Require.Equal(layer, StoreTrial.Find(trial.Store, layer));
    }

    private static void A_layer_that_is_not_there_has_no_split_data(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        Require.Throws<MetadataCorruptException>(() => trial.Store.OpenSplit(layer.ChainId));
        trial.Commit(layer);
        trial.Store.RemoveLayer(layer.ChainId);
        Require.Throws<MetadataCorruptException>(() => trial.Store.OpenSplit(layer.ChainId));
    }

    private static void A_second_place_for_split_data_is_refused(StoreTrial trial)
    {
        using IMetadataTransaction transaction = trial.Store.Begin(StoreTrial.Layer("layer").CacheId);
        StoreTrial.WriteSplit(transaction, "split"u8);
        Require.Throws<InvalidOperationException>(() => transaction.CreateSplit());
    }

    private static void A_commit_with_open_split_data_is_refused_until_they_are_closed(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
        transaction.Put(layer);
        using (Stream stream = transaction.CreateSplit())
        {
            stream.Write("split"u8);
            Require.Throws<InvalidOperationException>(transaction.Commit);
            trial.RequireNoTrace(layer);
        }

        transaction.Commit();
        Require.Equal("split", StoreTrial.ReadSplitText(trial.Store, layer.ChainId));
    }

    private static void A_commit_of_an_RW_layer_with_split_data_is_refused(StoreTrial trial)
    {
        RWLayerRecord layer = StoreTrial.RWLayer("web");
        using IMetadataTransaction transaction = trial.Store.Begin(layer.MountId);
        StoreTrial.WriteSplit(transaction, "split"u8);
        transaction.Put(layer);
        Require.Throws<InvalidOperationException>(transaction.Commit);
        Require.Empty(trial.Store.RWLayers());
    }

    private static void Split_data_whose_writing_fails_leave_nothing(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        Require.Throws<EndOfStreamException>(() =>
        {
            using IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
            transaction.Put(layer);
            using Stream stream = transaction.CreateSplit();
            stream.Write(new byte[100_000]);
            throw new EndOfStreamException("the source has failed");
        });
        trial.RequireNoTrace(layer);
        Require.Same([layer.CacheId], trial.Store.Orphans());
        trial.Store.Forget(layer.CacheId);
        trial.Commit(layer, split: "whole");
        Require.Equal("whole", StoreTrial.ReadSplitText(trial.Store, layer.ChainId));
    }

    private static void A_transaction_that_ends_with_open_split_data_leaves_nothing(StoreTrial trial)
    {
        LayerRecord layer = StoreTrial.Layer("layer");
        IMetadataTransaction transaction = trial.Store.Begin(layer.CacheId);
        Stream stream = transaction.CreateSplit();
        stream.Write(new byte[100]);
        transaction.Dispose();
        Require.True(!stream.CanWrite);
        stream.Dispose();
        transaction.Dispose();
        trial.RequireNoTrace(layer);
        Require.Throws<MetadataCorruptException>(() => trial.Store.OpenSplit(layer.ChainId));
    }

    private static void Split_data_of_a_commit_that_lost_do_not_replace_the_winners(StoreTrial trial)
    {
        LayerRecord winner = StoreTrial.Layer("layer");
        LayerRecord loser = StoreTrial.Layer("layer");
        trial.Commit(winner, split: "winner");
        Require.Throws<IOException>(() => trial.Commit(loser, split: "loser"));
        trial.Store.Forget(loser.CacheId);
        Require.Equal("winner", StoreTrial.ReadSplitText(trial.Store, winner.ChainId));
    }

    private static void A_commit_that_lost_can_be_tried_again(StoreTrial trial)
    {
        LayerRecord winner = StoreTrial.Layer("layer");
        LayerRecord loser = StoreTrial.Layer("layer");
        trial.Commit(winner, split: "winner");
        using IMetadataTransaction transaction = trial.Store.Begin(loser.CacheId);
        StoreTrial.WriteSplit(transaction, "loser"u8);
        transaction.Put(loser);
        Require.Throws<IOException>(transaction.Commit);
        trial.Store.RemoveLayer(winner.ChainId);
        transaction.Commit();
        Require.Equal(loser, StoreTrial.Find(trial.Store, loser));
        Require.Equal("loser", StoreTrial.ReadSplitText(trial.Store, loser.ChainId));
        Require.Same([winner.CacheId], trial.Store.Orphans());
    }
}
