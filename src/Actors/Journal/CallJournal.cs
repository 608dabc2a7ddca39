using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using Akka.Serialization;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// The journal of Akka.Persistence.Sql, with a writer of its own: whatever calls have written meanwhile goes into one transaction
/// (docs/adr/0010). It is read as Akka.Persistence.Sql reads it.
/// </summary>
public sealed class CallJournal : SqlWriteJournal
{
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly JournalWriter _writer;

    public CallJournal(Config config)
        : base(config) => _writer = new JournalWriter(JournalDatabase.Of(config));

    /// <summary>What an earlier incarnation of the same call has under way comes first.</summary>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        await _writer.DoneAsync();
        return await base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);
    }

    protected override void PostStop()
    {
        _writer.Dispose();
        base.PostStop();
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var rejections = ImmutableList<Exception>.Empty;
        var rows = new List<JournalRow>();
        foreach (var write in messages)
        {
            try
            {
                rows.AddRange(((IEnumerable<IPersistentRepresentation>)write.Payload).Select(Row));
                rejections = rejections.Add(null!);
            }
            catch (Exception e)
            {
                // Not a failure of the storage: the one who wants it written is told.
                rejections = rejections.Add(e);
            }
        }

        if (rows.Count > 0)
        {
            await _writer.WriteAsync(rows);
        }

        return rejections;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        _writer.DeleteAsync(persistenceId, toSequenceNr);

    private JournalRow Row(IPersistentRepresentation event_)
    {
        var serializer = _serialization.FindSerializerFor(event_.Payload);
        return new JournalRow(
            event_.PersistenceId,
            event_.SequenceNr,
            DateTime.UtcNow.Ticks,
            serializer.ToBinary(event_.Payload),
            serializer is SerializerWithStringManifest named ? named.Manifest(event_.Payload) : "",
            serializer.Identifier,
            event_.WriterGuid);
    }
}
