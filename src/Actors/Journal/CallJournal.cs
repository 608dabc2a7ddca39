using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using Akka.Serialization;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// The journal of Akka.Persistence.Sql, written and read in ways of its own: whatever calls have written meanwhile goes into one
/// transaction, and a recovery is two plain queries (docs/adr/0010).
/// </summary>
public sealed class CallJournal : SqlWriteJournal
{
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly JournalWriter _writer;
    private readonly JournalReader _reader;

    public CallJournal(Config config)
        : base(config)
    {
        _writer = new JournalWriter(JournalDatabase.ToWrite(config));
        _reader = new JournalReader(JournalDatabase.ToRead(config));
    }

    /// <summary>What an earlier incarnation of the same call has under way comes first.</summary>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        await _writer.DoneAsync();
        return await _reader.LastAsync(persistenceId);
    }

    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var row in await _reader.EventsAsync(persistenceId, fromSequenceNr, toSequenceNr, max))
        {
            recoveryCallback(new Persistent(
                _serialization.Deserialize(row.Message, row.Serializer, row.Manifest), row.Sequence, row.PersistenceId,
                writerGuid: row.Writer, timestamp: row.Created));
        }
    }

    protected override void PostStop()
    {
        _writer.Dispose();
        _reader.Dispose();
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
